namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>Everything that a level has against a pod.</summary>
internal sealed class Violations(IReadOnlyList<Violation> violations)
{
    /// <summary><c>hostPort, privileged</c>.</summary>
    public string Reason => string.Join(", ", violations.Select(violation => violation.Reason));

    /// <summary><c>hostPort (container "a" uses hostPort 80), privileged (...)</c>.</summary>
    public string Detail => string.Join(", ", violations.Select(violation => violation.Detail.Length == 0 ? violation.Reason : $"{violation.Reason} ({violation.Detail})"));
}
