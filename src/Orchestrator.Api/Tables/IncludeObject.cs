namespace Orchestrator.Api.Tables;

/// <summary>How much of the object each row of a table carries: the request's <c>includeObject</c> parameter.</summary>
public enum IncludeObject
{
    /// <summary>Its metadata, as a PartialObjectMetadata.</summary>
    Metadata,

    /// <summary>All of it.</summary>
    Object,

    /// <summary>Nothing.</summary>
    None,
}
