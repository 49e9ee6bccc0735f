using System.Runtime.CompilerServices;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;

namespace Orchestrator.Bench.Suites.Decisions;

/// <summary>The scheduler's decisions alone, in this process: what the choice of a node costs without API, ledger and nodes, at three sizes of the cluster.</summary>
internal sealed class DecisionsSuite : IBenchSuite
{
    private const int Pods = 5_000;
    private static readonly int[] Growth = [100, 1_000, 5_000];

    private static readonly (string Curve, Func<int, Pod> Pod, double Goal)[] Kinds =
    [
        ("plain pods", PodKinds.Plain, 2_000),
        ("soft spread over hosts and zones", PodKinds.SoftSpread, 2_000),
        ("required anti-affinity and spread", PodKinds.Apart, 500),
    ];

    public string Name => "decisions";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        foreach (var (curve, pod, goal) in Kinds)
        {
            Decide(Growth[0], pod, $"warm up: {curve}");
            foreach (var nodes in Growth)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var measured = Decide(nodes, pod, $"{Pods:N0} decisions, {curve}, {nodes:N0} nodes");
                yield return measured with { Point = new GrowthPoint(curve, nodes, measured.Rate, "pods/s", nodes == Growth[^1] ? new Goal(goal, AtLeast: true) : null) };
            }
        }
    }

    private static Measurement Decide(int nodes, Func<int, Pod> pod, string name)
    {
        using var cluster = new SchedulerAlone(nodes);
        for (var i = 0; i < Pods; i++)
        {
            cluster.Enqueue(pod(i));
        }

        var clock = new Stopclock();
        for (var i = 0; i < Pods; i++)
        {
            cluster.Decide();
        }

        return clock.Stop(name, Pods);
    }
}
