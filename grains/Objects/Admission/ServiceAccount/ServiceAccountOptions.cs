namespace Orchestrator.Grains.Objects.Admission.ServiceAccount;

/// <summary>How pods get their service accounts.</summary>
public sealed record ServiceAccountOptions
{
    /// <summary>Whether pods get a volume with a token, the cluster's root certificate and their namespace: their nodes' agents must know how to fill it.</summary>
    public bool MountTokens { get; init; } = true;

    /// <summary>How long a pod's creation waits for the service account <c>default</c> of a new namespace, which a controller makes.</summary>
    public TimeSpan DefaultAccountPatience { get; init; } = TimeSpan.FromSeconds(2);
}
