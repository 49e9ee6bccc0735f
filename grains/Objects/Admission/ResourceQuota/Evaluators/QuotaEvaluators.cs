using System.Collections.Concurrent;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>The evaluator of each resource.</summary>
internal sealed class QuotaEvaluators
{
    private readonly ConcurrentDictionary<GroupResource, QuotaEvaluator> _evaluators = new();

    public QuotaEvaluators()
    {
        foreach (var evaluator in new QuotaEvaluator[] { new PodEvaluator(), new ServiceEvaluator(), new ClaimEvaluator(), new DeviceClaimEvaluator() })
        {
            _evaluators[evaluator.Resource] = evaluator;
        }
    }

    /// <summary>The evaluator of a resource; one that counts, where there is no other.</summary>
    public QuotaEvaluator Of(GroupResource resource) => _evaluators.GetOrAdd(resource, static resource => new QuotaEvaluator(resource));

    /// <summary>The resource whose objects use what a quota calls by this name; null when nobody does.</summary>
    public QuotaEvaluator? Using(string name)
    {
        if (!name.StartsWith("count/", StringComparison.Ordinal))
        {
            foreach (var evaluator in (ReadOnlySpan<QuotaEvaluator>)[Of(Resources.Services), Of(Resources.PersistentVolumeClaims), Of(Resources.ResourceClaims), Of(Resources.Pods)])
            {
                if (evaluator.Counts(name))
                {
                    return evaluator;
                }
            }

            var older = Of(new GroupResource("", name));
            return older.Counts(name) ? older : null;
        }

        var resource = name["count/".Length..];
        var dot = resource.IndexOf('.', StringComparison.Ordinal);
        return Of(dot < 0 ? new GroupResource("", resource) : new GroupResource(resource[(dot + 1)..], resource[..dot]));
    }
}
