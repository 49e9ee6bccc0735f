namespace Orchestrator.Grains.Objects.Admission;

/// <summary>What a request does, as admission plugins are told.</summary>
public enum AdmissionOperation
{
    /// <summary>CREATE.</summary>
    Create = 1,

    /// <summary>UPDATE, patches included.</summary>
    Update = 2,

    /// <summary>DELETE.</summary>
    Delete = 3,
}
