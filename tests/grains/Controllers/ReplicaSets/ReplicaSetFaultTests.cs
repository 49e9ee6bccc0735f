using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.Controllers.Deployments;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ReplicaSets;

/// <summary>Several activations, each with a view of its own of a set that changes and whose pods go: there are never more pods than asked for.</summary>
public sealed class ReplicaSetFaultTests : IAsyncLifetime
{
    private const int Replicas = 12;
    private readonly ControlPlaneFixture _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Several_activations_at_once_never_make_too_many(int seed)
    {
        var random = new Random(seed);
        var ns = await _cluster.NamespaceAsync($"several-{seed}");
        using var bounds = new RolloutBounds(_cluster.Replica, ns);
        var key = KnownResources.ReplicaSets.Key(ns, "set");
        await _cluster.Client.CreateAsync(Make.ReplicaSet(ns, Replicas), CancellationToken.None);
        await using (_cluster.Compete("replicaset-controller", key, 4))
        {
            for (var round = 0; round < 40; round++)
            {
                await _cluster.PatchAsync(key, $"{{'metadata':{{'labels':{{'round':'{round}'}}}}}}");
                await Task.WhenAll(_cluster.Pods(ns).Where(_ => random.Next(3) == 0).Select(pod => DeleteAsync(ns, pod.Metadata.Name!)));
            }

            await _cluster.UntilAsync(() => _cluster.Pods(ns).Count(PodState.IsActive) == Replicas, "as many as asked for");
        }

        bounds.MostActive.ShouldBe(Replicas);
    }

    private Task DeleteAsync(string ns, string name) => _cluster.Client.WriteAsync(
        KnownResources.Pods.Key(ns, name),
        new WriteRequest(WriteVerb.Delete, "", "", [], default, new WriteOptions { GracePeriodSeconds = 0 }, new Caller("system:admin", "", [])),
        CancellationToken.None);
}
