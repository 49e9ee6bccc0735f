using System.Runtime.CompilerServices;
using System.Text;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Control;

/// <summary>Pods created and bound: with the default plugins' work alone, and with required anti-affinity and a spread that must hold, in groups of 50.</summary>
internal static class SchedulingRate
{
    private const int Pods = 5_000;
    private const int Group = 50;
    private const string Path = "/api/v1/namespaces/default/pods";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, int nodes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var counter = new ObjectCounter(server.Target);
        yield return await MeasureAsync(server, counter, nodes, "pods bound, default plugins", Pods, 2_000, i => Objects.Pod($"plain{i}"), cancellationToken);
        yield return await MeasureAsync(server, counter, nodes, "pods bound, anti-affinity and spread", 2 * Pods, 500, Apart, cancellationToken);
    }

    private static async Task<Measurement> MeasureAsync(
        ServerUnderTest server, ObjectCounter counter, int nodes, string curve, int total, double goal, Func<int, byte[]> pod, CancellationToken cancellationToken)
    {
        var clock = new Stopclock(server.ProcessId);
        await server.Load.MeasureAsync("create", Pods, 64, 201, i => new LoadRequest("POST", Path, "application/json", pod(i)), cancellationToken: cancellationToken);
        await counter.AllBoundAsync(total, Patience, cancellationToken);
        var measured = clock.Stop($"{Pods:N0} {curve}, {nodes:N0} nodes", Pods, note: server.Resident);

        // the goals are set for the largest cluster
        return measured with { Point = new GrowthPoint(curve, nodes, measured.Rate, "pods/s", nodes == ControlSuite.Growth[^1] ? new Goal(goal, AtLeast: true) : null) };
    }

    private static byte[] Apart(int number)
    {
        var app = $"group{number / Group}";
        var selector = $$$$$"""{"matchLabels":{"app":"{{{{{app}}}}}"}}""";
        return Encoding.UTF8.GetBytes(
            $$$$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"apart{{{{{number}}}}}","labels":{"app":"{{{{{app}}}}}"}},"spec":{
            "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{{{{{selector}}}}}}]}},
            "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"DoNotSchedule","labelSelector":{{{{{selector}}}}}}],
            "containers":[{"name":"main","image":"example.org/bench/main:1.0","resources":{"requests":{"cpu":"10m","memory":"16Mi"}}}]}}
            """);
    }
}
