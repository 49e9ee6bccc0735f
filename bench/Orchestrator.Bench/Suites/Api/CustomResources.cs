using System.Runtime.CompilerServices;
using System.Text;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>What custom resources cost: a thousand definitions, and one object against a built-in one of the same size.</summary>
internal static class CustomResources
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private const string Objects = "/apis/bench0.example.com/v1/namespaces/default/widgets";
    private const int DefinitionCount = 1_000;
    private const int ObjectCount = 10_000;
    private static readonly string Kilobyte = new('x', 800);

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await EstablishAsync(server, cancellationToken);
        yield return await server.Load.MeasureAsync(
            $"create custom resource, up to {ObjectCount:N0}", ObjectCount, InFlight, 201, i => Create(Objects, Widget(i)), "create ConfigMap, up to 10,000", cancellationToken);
    }

    /// <summary>Creates definitions and waits until the objects of each can be listed.</summary>
    private static async Task<Measurement> EstablishAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        var clock = new Stopclock(server.ProcessId);
        await server.Load.MeasureAsync("create definitions", DefinitionCount, InFlight, 201, i => Create(Definitions, Definition(i)), cancellationToken: cancellationToken);
        await using var connection = await Http2LoadConnection.ConnectAsync(server.Target, cancellationToken);
        for (var i = 0; i < DefinitionCount; i++)
        {
            await ServedAsync(connection, $"/apis/bench{i}.example.com/v1/widgets", cancellationToken);
        }

        return clock.Stop($"{DefinitionCount:N0} definitions established", DefinitionCount);
    }

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
