using System.Text;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites;

/// <summary>What custom resources cost: a thousand definitions, and one object against a built-in one of the same size.</summary>
internal static class CustomResources
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Objects = "/apis/bench0.example.com/v1/namespaces/default/widgets";

    private static readonly string Kilobyte = new('x', 800);

    /// <summary>Creates definitions and waits until the objects of each can be listed.</summary>
    public static async Task<Measurement> EstablishAsync(ServerUnderTest server, int count, int inFlight, CancellationToken cancellationToken)
    {
        var clock = new Stopclock(server.ProcessId);
        await server.Load.MeasureAsync(
            "create definitions", count, inFlight, 201, i => new LoadRequest("POST", Definitions, "application/json", Definition(i)), cancellationToken: cancellationToken);
        await using var connection = await Http2LoadConnection.ConnectAsync(server.Target, cancellationToken);
        for (var i = 0; i < count; i++)
        {
            await ServedAsync(connection, $"/apis/bench{i}.example.com/v1/widgets", cancellationToken);
        }

        return clock.Stop($"{count:N0} definitions established", count);
    }

    /// <summary>Creates objects of the first definition.</summary>
    public static Task<Measurement> CreateAsync(ServerUnderTest server, int count, int inFlight, string baseline, CancellationToken cancellationToken) =>
        server.Load.MeasureAsync(
            $"create custom resource, up to {count:N0}", count, inFlight, 201, i => new LoadRequest("POST", Objects, "application/json", Widget(i)), baseline, cancellationToken);

    private static async Task ServedAsync(Http2LoadConnection connection, string path, CancellationToken cancellationToken)
    {
        var before = connection.Statuses.GetValueOrDefault(200);
        while (connection.Statuses.GetValueOrDefault(200) == before)
        {
            var sent = 0;
            await connection.RunAsync(1, () => sent++ == 0 ? new LoadRequest("GET", path) : null, cancellationToken);
        }
    }

    private static byte[] Definition(int number) => Encoding.UTF8.GetBytes(
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.benchN.example.com"},"spec":{"group":"benchN.example.com",
        "scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object",
        "properties":{"spec":{"type":"object","properties":{"key":{"type":"string","maxLength":4096},"replicas":{"type":"integer","minimum":0,"default":1},
        "ports":{"type":"array","items":{"type":"object","required":["port"],"properties":{"port":{"type":"integer"},"name":{"type":"string"}}}}}}}}}}]}}
        """.Replace("benchN", $"bench{number}", StringComparison.Ordinal));

    private static byte[] Widget(int number) => Encoding.UTF8.GetBytes(
        """
        {"apiVersion":"bench0.example.com/v1","kind":"Widget","metadata":{"name":"wN","labels":{"app":"bench"}},"spec":{"key":"KILOBYTE"}}
        """.Replace("wN", $"w{number}", StringComparison.Ordinal).Replace("KILOBYTE", Kilobyte, StringComparison.Ordinal));
}
