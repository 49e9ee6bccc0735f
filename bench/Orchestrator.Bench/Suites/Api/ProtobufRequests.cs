using System.Runtime.CompilerServices;
using Orchestrator.Api.Protobuf;
using Orchestrator.Api.Schema;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>The same creates and gets in protobuf, as kubectl and controllers written in Go send them.</summary>
internal static class ProtobufRequests
{
    private const int Count = 20_000;
    private const string Protobuf = "application/vnd.kubernetes.protobuf";
    private static readonly TypeSchema Schema = TypeSchemas.Get("core/v1.ConfigMap");

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var load = server.Load;
        yield return await load.MeasureAsync(
            "create ConfigMap, protobuf",
            Count,
            InFlight,
            201,
            i => new LoadRequest("POST", ConfigMaps, Protobuf, ProtobufCodec.FromJson(Schema, Objects.ConfigMap($"pb{i}")), Protobuf),
            $"create ConfigMap, up to {ObjectRequests.Total:N0}",
            cancellationToken);
        yield return await load.MeasureAsync(
            "get ConfigMap, protobuf",
            Count,
            InFlight,
            200,
            i => GetConfigMap(i, ObjectRequests.Total) with { Accept = Protobuf },
            $"get ConfigMap, of {ObjectRequests.Total:N0}",
            cancellationToken);
    }
}
