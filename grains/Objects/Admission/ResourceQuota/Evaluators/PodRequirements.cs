using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.Amounts;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>Where a quota bounds CPU or memory, every container must say how much it takes.</summary>
internal static class PodRequirements
{
    private static readonly HashSet<string> Required = new(StringComparer.Ordinal)
    {
        "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory",
    };

    /// <summary><c>must specify limits.cpu for: a,b; limits.memory for: b</c>; null when nothing is missing.</summary>
    public static string? Missing(PodSpec spec, IReadOnlyCollection<string> restricted)
    {
        var missing = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        var whole = Said(spec.Resources);
        foreach (var container in spec.Containers.Concat(spec.InitContainers ?? []))
        {
            var said = Said(container.Resources);
            foreach (var name in restricted)
            {
                if (Required.Contains(name) && !said.Contains(name) && !whole.Contains(name))
                {
                    if (!missing.TryGetValue(name, out var containers))
                    {
                        missing.Add(name, containers = new SortedSet<string>(StringComparer.Ordinal));
                    }

                    containers.Add(container.Name);
                }
            }
        }

        return missing.Count == 0 ? null : "must specify " + string.Join("; ", missing.Select(entry => $"{entry.Key} for: {string.Join(',', entry.Value)}"));
    }

    private static HashSet<string> Said(ResourceRequirements? resources)
    {
        var usage = ResourceAmounts.None();
        PodEvaluator.AddCompute(resources?.Requests ?? [], resources?.Limits ?? [], usage);
        return [.. usage.Keys];
    }
}
