using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>
/// Controllers and scheduler with simulated nodes, which report their pods' status as real agents do, at three sizes of the cluster. CPU is that of control plane
/// and nodes together.
/// </summary>
internal sealed class ControlSuite : IBenchSuite
{
    /// <summary>The sizes of clusters that growth is measured at.</summary>
    public static readonly int[] Growth = [100, 1_000, 5_000];

    private static readonly ControlPart[] Parts =
    [
        new(Growth, DeploymentOf3000.RunAsync),
        new(Growth, IdleCluster.RunAsync),
        new([100, 1_000], NamespaceOf10000.RunAsync),
        new(Growth, SchedulingRate.RunAsync),
    ];

    public string Name => "control";

    public async IAsyncEnumerable<Measurement> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in Parts)
        {
            foreach (var nodes in part.Sizes)
            {
                await using var server = await ServerUnderTest.StartAsync(nodes, cancellationToken);
                using (var counter = new ObjectCounter(server.Target))
                {
                    await counter.NodesReadyAsync(nodes, TimeSpan.FromMinutes(2), cancellationToken);
                }

                await foreach (var measurement in part.RunAsync(server, nodes, cancellationToken))
                {
                    yield return measurement;
                }
            }
        }
    }
}
