using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Nodes;

public sealed class SilentNodeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);

    private readonly ControlPlaneFixture _cluster = new()
    {
        Configure = static services => services.AddSingleton(new NodeLifecycleOptions { MonitorGracePeriod = Patience }),
    };

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_node_counts_as_failed_when_it_has_been_silent_for_as_long_as_was_set()
    {
        var grain = _cluster.Grains.GetGrain<INodeGrain>(KnownResources.Nodes.Key(null, "quiet").ToString());
        var node = new Node
        {
            Metadata = new ObjectMeta { Name = "quiet" },
            Status = new NodeStatus { Conditions = [new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady" }] },
        };
        (await grain.RegisterAsync(JsonModel.ToBytes(node), Caller.Named("system:node:quiet"), CancellationToken.None)).Succeeded.ShouldBeTrue();
        (await grain.ReportStatusAsync(JsonModel.ToBytes(node.Status), Caller.Named("system:node:quiet"), CancellationToken.None)).Succeeded.ShouldBeTrue();

        var silent = Stopwatch.GetTimestamp();
        await _cluster.UntilAsync(() => Ready() is { Status: "Unknown", Reason: "NodeStatusUnknown" }, "it counts as failed");
        Stopwatch.GetElapsedTime(silent).ShouldBeInRange(Patience / 2, Patience * 10);
    }

    private NodeCondition? Ready() => _cluster.Find<Node>(KnownResources.Nodes, null, "quiet")?.Status.Conditions?.Find(condition => condition.Type == "Ready");
}
