namespace Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;

/// <summary>How long pods that say nothing else stay on a node that has failed, in seconds.</summary>
public sealed record DefaultTolerations
{
    /// <summary>On one that is not ready (<c>--default-not-ready-toleration-seconds</c>).</summary>
    public long NotReadySeconds { get; init; } = 300;

    /// <summary>On one that cannot be reached (<c>--default-unreachable-toleration-seconds</c>).</summary>
    public long UnreachableSeconds { get; init; } = 300;
}
