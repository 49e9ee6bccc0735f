using System.Globalization;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>A deployment is rolled out anew and anew. At no moment are there more pods than it may have, or fewer that are ready.</summary>
internal sealed class Rollouts : IScenario
{
    private const string Namespace = "rollouts";
    private const string Name = "web";
    private const int Replicas = 20;
    private const int Surge = 5; // 25 %, up
    private const int Unavailable = 5; // 25 %, down
    private int _version = 1;
    private bool _wasComplete;

    /// <summary>What was against the bounds at some moment.</summary>
    public List<string> Violations { get; } = [];

    public async Task StepAsync(KubeClient client, Random random, CancellationToken cancellationToken)
    {
        await client.EnsureNamespaceAsync(Namespace, cancellationToken);
        await client.EnsureAsync(Writes.Deployment(Namespace, Name, Replicas), cancellationToken);
        var next = (_version + 1).ToString(CultureInfo.InvariantCulture);
        await client.PatchAsync<Deployment>(
            Namespace, Name, KubePatch.Merge("""{"spec":{"template":{"metadata":{"annotations":{"version":"NEXT"}}}}}""".Replace("NEXT", next, StringComparison.Ordinal)), cancellationToken: cancellationToken);
        _version++;
    }

    public async Task<string?> ProblemAsync(KubeClient client)
    {
        var sets = (await client.ListAsync<ReplicaSet>(Namespace)).Items;
        var pods = (await client.ListAsync<Pod>(Namespace)).Items;
        var version = _version.ToString(CultureInfo.InvariantCulture);
        var current = sets.Where(set => set.Spec.Template?.Metadata.Annotations?["version"] == version).ToList();
        return current.Count != 1 ? $"{current.Count} replica sets have the newest template"
            : sets.Any(set => set != current[0] && (set.Spec.Replicas != 0 || set.Status.Replicas != 0)) ? "an old replica set still has pods"
            : sets.Count > 11 ? $"{sets.Count} replica sets are kept, which is more than 10 old ones"
            : pods.Count != Replicas || pods.Any(pod => pod.Metadata.DeletionTimestamp is not null || !IsReady(pod)) ? $"{pods.Count} pods are there, {pods.Count(IsReady)} of them ready, instead of {Replicas}"
            : pods.Any(pod => pod.Metadata.OwnerReferences?[0].Uid != current[0].Metadata.Uid) ? "a pod is not of the newest template"
            : null;
    }

    /// <summary>Looks at every state of the pods until the server goes.</summary>
    public async Task WatchAsync(KubeClient client, CancellationToken cancellationToken)
    {
        var pods = new Dictionary<string, Pod>(StringComparer.Ordinal);
        var isComplete = false;
        await foreach (var (type, pod) in client.WatchAsync<Pod>(Namespace, cancellationToken: cancellationToken))
        {
            switch (type)
            {
                case WatchEventType.Added or WatchEventType.Modified:
                    pods[pod!.Metadata.Uid!] = pod;
                    break;
                case WatchEventType.Deleted:
                    pods.Remove(pod!.Metadata.Uid!);
                    break;
                case WatchEventType.Synchronized:
                    isComplete = true;
                    break;
                case WatchEventType.Reset:
                    pods.Clear();
                    isComplete = false;
                    break;
            }

            if (isComplete)
            {
                Check(pods.Values);
            }
        }
    }

    private void Check(IReadOnlyCollection<Pod> pods)
    {
        var active = pods.Count(pod => pod.Metadata.DeletionTimestamp is null);
        var ready = pods.Count(pod => pod.Metadata.DeletionTimestamp is null && IsReady(pod));
        _wasComplete |= ready >= Replicas;
        if (active > Replicas + Surge)
        {
            Violations.Add($"{active} pods at version {_version}");
        }

        if (_wasComplete && ready < Replicas - Unavailable)
        {
            Violations.Add($"only {ready} ready pods at version {_version}");
        }
    }

    private static bool IsReady(Pod pod) => pod.Status.Conditions?.Exists(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
