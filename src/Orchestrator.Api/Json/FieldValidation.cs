namespace Orchestrator.Api.Json;

/// <summary>What happens to unknown and duplicate fields: the API's <c>fieldValidation</c> parameter.</summary>
public enum FieldValidation
{
    /// <summary>They are dropped silently.</summary>
    Ignore,

    /// <summary>They are dropped, and each becomes a warning to the client.</summary>
    Warn,

    /// <summary>They fail the request.</summary>
    Strict,
}
