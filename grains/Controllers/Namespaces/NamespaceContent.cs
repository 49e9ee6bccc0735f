using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>What is left in a namespace.</summary>
/// <param name="Remaining">How many objects of which resource.</param>
/// <param name="Finalizers">How many objects each finalizer holds.</param>
internal sealed record NamespaceContent(SortedDictionary<string, int> Remaining, SortedDictionary<string, int> Finalizers)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => Remaining.Count == 0;

    /// <summary>Counts.</summary>
    public static NamespaceContent Of(ControllerServices services, string ns)
    {
        var remaining = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var finalizers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in ResourcesOf(services))
        {
            foreach (var entry in services.Replica.List(resource).In(ns))
            {
                // As in the words of a real server: "pods.", "deployments.apps".
                var name = $"{resource.Resource}.{resource.Group}";
                remaining[name] = remaining.GetValueOrDefault(name) + 1;
                foreach (var finalizer in entry.Metadata.Finalizers)
                {
                    finalizers[finalizer] = finalizers.GetValueOrDefault(finalizer) + 1;
                }
            }
        }

        return new NamespaceContent(remaining, finalizers);
    }

    /// <summary>All resources with a namespace. Those that cannot be deleted are views of others and hold nothing.</summary>
    public static IEnumerable<GroupResource> ResourcesOf(ControllerServices services) =>
        services.Kinds.All.Where(kind => kind.Namespaced && kind.Verbs.Contains("delete")).Select(kind => kind.GroupResource).Distinct();
}
