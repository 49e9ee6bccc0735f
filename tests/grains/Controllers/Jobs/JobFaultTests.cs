using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.Controllers.Deployments;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

/// <summary>Several activations, each with a view of its own of a job whose pods end and go: there are never more pods at once than asked for.</summary>
public sealed class JobFaultTests : IAsyncLifetime
{
    private const int Parallelism = 6;
    private readonly JobFixture _jobs = new();

    public Task InitializeAsync() => _jobs.InitializeAsync();

    public Task DisposeAsync() => _jobs.DisposeAsync();

    [Theory]
    [InlineData("NonIndexed")]
    [InlineData("Indexed")]
    public async Task Several_activations_at_once_never_make_too_many(string mode)
    {
        var random = new Random(7);
        var cluster = _jobs.Cluster;
        var ns = await cluster.NamespaceAsync("several-" + mode);
        using var bounds = new RolloutBounds(cluster.Replica, ns);
        using var indexes = new OnePodForEachIndex(cluster.Replica);
        var key = await _jobs.CreateAsync(ns, spec => (spec.Parallelism, spec.Completions, spec.CompletionMode, spec.BackoffLimit) = (Parallelism, 40, mode, 1000));
        await using (cluster.Compete("job-controller", key, 4))
        {
            while (_jobs.Job(key).Status.Succeeded is not 40)
            {
                await cluster.PatchAsync(key, $"{{'metadata':{{'labels':{{'round':'{random.Next()}'}}}}}}");
                foreach (var pod in _jobs.Active(ns).Where(_ => random.Next(3) == 0))
                {
                    await EndAsync(ns, pod.Metadata.Name!, random.Next(4) > 0);
                }

                _jobs.Advance(TimeSpan.FromMinutes(11)); // past the back-off of failures
            }
        }

        bounds.MostActive.ShouldBeLessThanOrEqualTo(Parallelism);
        indexes.Violations.ShouldBeEmpty();
    }

    /// <summary>It succeeds, or it is deleted.</summary>
    private async Task EndAsync(string ns, string name, bool well)
    {
        var key = KnownResources.Pods.Key(ns, name);
        var caller = new Caller("system:admin", "", []);
        var request = well
            ? new WriteRequest(WriteVerb.Patch, "v1", "status", "{\"status\":{\"phase\":\"Succeeded\"}}"u8.ToArray(), Api.Patches.PatchType.Merge, WriteOptions.None, caller)
            : new WriteRequest(WriteVerb.Delete, "", "", [], default, new WriteOptions { GracePeriodSeconds = 0 }, caller);
        await _jobs.Cluster.Client.WriteAsync(key, request, CancellationToken.None);
    }
}
