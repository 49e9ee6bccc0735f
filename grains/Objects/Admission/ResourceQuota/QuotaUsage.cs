using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.Amounts;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;
using Quota = Orchestrator.Api.Models.Core.V1.ResourceQuota;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>Counts what the objects of a namespace use of a quota.</summary>
internal sealed class QuotaUsage(KindRegistry kinds, QuotaEvaluators evaluators, TimeProvider time)
{
    /// <summary>What they use of each resource that the quota bounds; zero where nothing is used.</summary>
    public Dictionary<string, Quantity> Of(Quota quota, QuotaView view)
    {
        var hard = quota.Spec.Hard ?? [];
        var used = hard.ToDictionary(bound => bound.Key, bound => Quantity.FromValue(0, bound.Value.SuffixFormat), StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var evaluator in hard.Keys.Select(evaluators.Using).OfType<QuotaEvaluator>().Distinct())
        {
            AddAll(quota, view, evaluator, now, used);
        }

        return used;
    }

    private void AddAll(Quota quota, QuotaView view, QuotaEvaluator evaluator, DateTime now, Dictionary<string, Quantity> used)
    {
        if (kinds.TryGet(evaluator.Resource) is not { } kind)
        {
            return;
        }

        var usage = ResourceAmounts.None();
        foreach (var entry in view.Of(evaluator.Resource))
        {
            var value = entry.As(json => kind.Decode(json));
            if (!QuotaScopes.Match(quota, evaluator, value))
            {
                continue;
            }

            usage.Clear();
            evaluator.AddUsage(value, now, usage);
            foreach (var (name, amount) in usage)
            {
                if (used.TryGetValue(name, out var sum))
                {
                    used[name] = sum.Add(amount);
                }
            }
        }
    }
}
