using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.Amounts;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>What pods use: themselves, and until they have ended, what they request and limit.</summary>
internal sealed class PodEvaluator() : QuotaEvaluator(Resources.Pods)
{
    private static readonly HashSet<string> Compute = new(StringComparer.Ordinal)
    {
        "pods", "cpu", "memory", "ephemeral-storage",
        "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    };

    /// <inheritdoc/>
    public override bool ChangesOnUpdate(string subresource) => subresource == "resize";

    /// <inheritdoc/>
    public override bool Counts(string name)
    {
        if (Compute.Contains(name) || name == CountName || name.StartsWith("hugepages-", StringComparison.Ordinal))
        {
            return true;
        }

        return name.StartsWith("requests.", StringComparison.Ordinal)
            && name.AsSpan(9) is var rest && (rest.StartsWith("hugepages-") || (rest.Contains('/') && !rest.Contains("kubernetes.io/", StringComparison.Ordinal)));
    }

    /// <inheritdoc/>
    public override void AddUsage(IKubeObject value, DateTime now, Dictionary<string, Quantity> usage)
    {
        var pod = (Pod)value;
        usage[CountName] = Quantity.FromValue(1);
        if (HasEnded(pod, now))
        {
            return;
        }

        usage["pods"] = Quantity.FromValue(1);
        AddCompute(PodAmounts.Requests(pod.Spec, withOverhead: true), PodAmounts.Limits(pod.Spec, withOverhead: true), usage);
    }

    /// <inheritdoc/>
    public override string? Missing(IKubeObject value, IReadOnlyCollection<string> restricted) => PodRequirements.Missing(((Pod)value).Spec, restricted);

    /// <inheritdoc/>
    public override bool IsInScope(IKubeObject value, string scope, string op, IReadOnlyList<string> values) => PodScopes.Has((Pod)value, scope, op, values);

    /// <summary>Turns requests and limits into what quotas call them.</summary>
    public static void AddCompute(Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, Dictionary<string, Quantity> usage)
    {
        foreach (var (name, amount) in requests)
        {
            usage["requests." + name] = amount;
            if (name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal))
            {
                usage[name] = amount;
            }
        }

        foreach (var (name, amount) in limits)
        {
            if (name is "cpu" or "memory" or "ephemeral-storage")
            {
                usage["limits." + name] = amount;
            }
        }
    }

    /// <summary>Whether it takes nothing any more: it has finished, or should have stopped long ago and its node does not say.</summary>
    private static bool HasEnded(Pod pod, DateTime now) =>
        pod.Status.Phase is "Succeeded" or "Failed"
        || (pod.Metadata.DeletionTimestamp is { } end && pod.Metadata.DeletionGracePeriodSeconds is { } grace && now > end.AddSeconds(grace));
}
