using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>A deployment and a stateful set are scaled up and down.</summary>
internal sealed class Scaling : IScenario
{
    private const string Namespace = "scaling";
    private const string Name = "many";
    private const string Set = "numbered";
    private int _replicas = 10;
    private int _ordinals = 3;
    private (int Replicas, int Ordinals)? _next;

    public async Task StepAsync(KubeClient client, Random random, CancellationToken cancellationToken)
    {
        await client.EnsureNamespaceAsync(Namespace, cancellationToken);
        await client.EnsureAsync(Writes.Deployment(Namespace, Name, _replicas), cancellationToken);
        await client.EnsureAsync(
            new StatefulSet
            {
                Metadata = new() { Name = Set, Namespace = Namespace },
                Spec = new() { Replicas = _ordinals, PodManagementPolicy = "Parallel", ServiceName = Set, Selector = new() { MatchLabels = new() { ["app"] = Set } }, Template = Writes.Template(Set) },
            },
            cancellationToken);
        var (replicas, ordinals) = _next ??= (random.Next(0, 41), random.Next(0, 11));
        await client.PatchAsync<Deployment>(Namespace, Name, Scale(replicas), cancellationToken: cancellationToken);
        await client.PatchAsync<StatefulSet>(Namespace, Set, Scale(ordinals), cancellationToken: cancellationToken);
        (_replicas, _ordinals, _next) = (replicas, ordinals, null);
    }

    public async Task<string?> ProblemAsync(KubeClient client)
    {
        var pods = (await client.ListAsync<Pod>(Namespace)).Items;
        var many = pods.Where(pod => pod.Metadata.Labels!["app"] == Name).ToList();
        var numbered = pods.Where(pod => pod.Metadata.Labels!["app"] == Set).Select(pod => pod.Metadata.Name!).Order(StringComparer.Ordinal).ToList();
        var wanted = Enumerable.Range(0, _ordinals).Select(ordinal => $"{Set}-{ordinal}").Order(StringComparer.Ordinal).ToList();
        return pods.Any(pod => pod.Metadata.DeletionTimestamp is not null) ? "pods are still being deleted"
            : many.Count != _replicas ? $"{many.Count} pods are there instead of {_replicas}"
            : !numbered.SequenceEqual(wanted) ? $"the stateful set's pods are [{string.Join(' ', numbered)}] instead of [{string.Join(' ', wanted)}]"
            : null;
    }

    private static KubePatch Scale(int replicas) => KubePatch.Merge($$$"""{"spec":{"replicas":{{{replicas}}}}}""");
}
