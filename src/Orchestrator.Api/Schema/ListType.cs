namespace Orchestrator.Api.Schema;

/// <summary>How server-side apply merges a list.</summary>
public enum ListType
{
    /// <summary>Replaced as a whole; also where nothing is declared.</summary>
    Atomic,

    /// <summary>A set of scalars.</summary>
    Set,

    /// <summary>A map: items are told apart by their key fields.</summary>
    Map,
}
