namespace Orchestrator.Api.Apply;

/// <summary>The fields that no manager owns, since the server alone decides them.</summary>
internal enum UntrackedFields
{
    /// <summary>None: the usual case.</summary>
    None,

    /// <summary>At an object's root: what it is.</summary>
    Root,

    /// <summary>In an object's metadata: its identity.</summary>
    Metadata,
}
