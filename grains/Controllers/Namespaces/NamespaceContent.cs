using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>What is left in a namespace.</summary>
/// <param name="Remaining">How many objects of which resource.</param>
/// <param name="Finalizers">How many objects each finalizer holds.</param>
internal sealed record NamespaceContent(SortedDictionary<string, int> Remaining, SortedDictionary<string, int> Finalizers)
{
    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => Remaining.Count == 0;

    /// <summary>Counts the objects of some resources.</summary>
    public static NamespaceContent Of(IReplica replica, IEnumerable<GroupResource> resources, string ns)
    {
        var remaining = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var finalizers = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            // As in the words of a real server: "pods.", "deployments.apps".
            var name = $"{resource.Resource}.{resource.Group}";
            foreach (var entry in replica.List(resource).In(ns))
            {
                remaining[name] = remaining.GetValueOrDefault(name) + 1;
                foreach (var finalizer in entry.Metadata.Finalizers)
                {
                    finalizers[finalizer] = finalizers.GetValueOrDefault(finalizer) + 1;
                }
            }
        }

        return new NamespaceContent(remaining, finalizers);
    }
}
