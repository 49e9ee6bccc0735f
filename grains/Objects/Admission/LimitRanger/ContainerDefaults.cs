using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.LimitRanger;

/// <summary>Sets what containers leave open, and notes it in an annotation.</summary>
internal static class ContainerDefaults
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    /// <summary>Applies a limit range's defaults for containers.</summary>
    public static void Apply(Pod pod, LimitRange range)
    {
        var (requests, limits) = (Defaults(range, item => item.DefaultRequest), Defaults(range, item => item.Default));
        if (requests.Count == 0 && limits.Count == 0)
        {
            return;
        }

        var notes = new List<string>();
        foreach (var container in pod.Spec.Containers)
        {
            Apply(container, requests, limits, "container", notes);
        }

        foreach (var container in pod.Spec.InitContainers ?? [])
        {
            Apply(container, requests, limits, "init container", notes);
        }

        if (notes.Count > 0)
        {
            (pod.Metadata.Annotations ??= [])[Annotation] = "LimitRanger plugin set: " + string.Join("; ", notes);
        }
    }

    private static SortedDictionary<string, Quantity> Defaults(LimitRange range, Func<LimitRangeItem, Dictionary<string, Quantity>?> choose)
    {
        var defaults = new SortedDictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var item in range.Spec.Limits)
        {
            if (item.Type == "Container")
            {
                foreach (var (name, amount) in choose(item) ?? [])
                {
                    defaults[name] = amount;
                }
            }
        }

        return defaults;
    }

    private static void Apply(
        Container container, SortedDictionary<string, Quantity> requests, SortedDictionary<string, Quantity> limits, string what, List<string> notes)
    {
        var resources = container.Resources;
        Note(Fill(resources.Requests ??= [], requests), "request", what, container.Name, notes);
        Note(Fill(resources.Limits ??= [], limits), "limit", what, container.Name, notes);
    }

    private static List<string> Fill(Dictionary<string, Quantity> amounts, SortedDictionary<string, Quantity> defaults)
    {
        var set = new List<string>();
        foreach (var (name, amount) in defaults)
        {
            if (amounts.TryAdd(name, amount))
            {
                set.Add(name);
            }
        }

        return set;
    }

    private static void Note(List<string> set, string word, string what, string container, List<string> notes)
    {
        if (set.Count > 0)
        {
            notes.Add($"{string.Join(", ", set)} {word} for {what} {container}");
        }
    }
}
