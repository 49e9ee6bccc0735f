using System.Collections.Concurrent;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>Holds a pod to a level.</summary>
internal static class PolicyEvaluator
{
    private static readonly ConcurrentDictionary<LevelVersion, SecurityCheck[]> Checks = new();

    /// <summary>What the level has against the pod; null when nothing.</summary>
    public static Violations? Violations(LevelVersion level, PodView pod)
    {
        if (level.Level == PodSecurityLevel.Privileged)
        {
            return null;
        }

        List<Violation>? found = null;
        foreach (var check in Checks.GetOrAdd(level with { Minor = Math.Min(level.Minor, SecurityChecks.NewestMinor) }, Of))
        {
            if (check.Check(pod) is { } violation)
            {
                (found ??= []).Add(violation);
            }
        }

        return found is null ? null : new Violations(found);
    }

    private static SecurityCheck[] Of(LevelVersion level)
    {
        var present = SecurityChecks.All.Where(check => check.Level <= level.Level && check.Since <= level.Minor && level.Minor < check.Until).ToList();
        return [.. present.Where(check => !present.Exists(other => other.Overrides == check.Id))];
    }
}
