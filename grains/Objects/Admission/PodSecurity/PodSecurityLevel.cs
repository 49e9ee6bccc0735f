namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>The levels of the Pod Security Standards; a higher one is stricter.</summary>
internal enum PodSecurityLevel
{
    /// <summary>Everything is allowed.</summary>
    Privileged = 0,

    /// <summary>What is known to give a pod more than its own privileges is not.</summary>
    Baseline = 1,

    /// <summary>What hardening asks for is required.</summary>
    Restricted = 2,
}
