using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Objects.Storage;
using Orleans;
using Orleans.Runtime;

namespace Orchestrator.Grains.Nodes;

/// <summary>
/// A node. Heartbeats touch its memory alone; what is committed is a change of meaning: when they stop for <see cref="NodeLifecycleOptions.MonitorGracePeriod"/>, the node's
/// conditions become Unknown (a real cluster's node-lifecycle controller), and when they come back the agent is asked to register again.
/// </summary>
public sealed class NodeGrain : ResourceGrain, INodeGrain
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(10);
    private static readonly Caller Monitor = Caller.Named("system:serviceaccount:kube-system:node-controller");
    private readonly ObjectServices _services;
    private readonly TimeSpan _gracePeriod;
    private IGrainTimer? _timer;
    private long _heardAt;
    private bool _isSilent;

    /// <summary>Made by the runtime.</summary>
    public NodeGrain([PersistentState("object", LedgerStorage.Name)] IPersistentState<ObjectState> state, ObjectServices services, PodRanges ranges, NodeLifecycleOptions options)
        : base(state, services, new NodeBehavior(ranges)) => (_services, _gracePeriod) = (services, options.MonitorGracePeriod);

    /// <inheritdoc/>
    public async Task<WriteResult> RegisterAsync(byte[] node, Caller caller, CancellationToken cancellationToken)
    {
        Heard();
        var wanted = JsonModel.Read<Node>(node);
        if (_services.Replica.Get(Key) is null)
        {
            var created = await WriteAsync(Request(WriteVerb.Create, "", node, PatchType.None, caller), cancellationToken);
            if (created.Code != 409)
            {
                await NodeLease.EnsureAsync(GrainFactory, Key.Name, Current()?.Metadata.Uid, caller, _services.Time, cancellationToken);
                return created;
            }
        }

        var patched = await WriteAsync(Request(WriteVerb.Patch, "", NodePatches.Metadata(wanted, Current()), PatchType.Merge, caller), cancellationToken);
        return patched.Succeeded ? await ReportStatusAsync(JsonModel.ToBytes(wanted.Status), caller, cancellationToken) : patched;
    }

    /// <inheritdoc/>
    public Task<WriteResult> ReportStatusAsync(byte[] status, Caller caller, CancellationToken cancellationToken)
    {
        Heard();
        var patch = NodePatches.Status(JsonModel.Read<NodeStatus>(status), Current());
        return WriteAsync(Request(WriteVerb.Patch, "status", patch, PatchType.StrategicMerge, caller), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> HeartbeatAsync(CancellationToken cancellationToken)
    {
        var isNews = _isSilent || _services.Replica.Get(Key) is null;
        Heard();
        return Task.FromResult(isNews);
    }

    /// <inheritdoc/>
    public Task ExpectHeartbeatsAsync()
    {
        if (_timer is null)
        {
            Heard();
        }

        return Task.CompletedTask;
    }

    private void Heard()
    {
        _heardAt = _services.Time.GetTimestamp();
        _isSilent = false;
        if (_timer is null)
        {
            var interval = _gracePeriod / 4 < LongestInterval ? _gracePeriod / 4 : LongestInterval;
            _timer = this.RegisterGrainTimer(
                static (grain, token) => grain.CheckAsync(token), this, new GrainTimerCreationOptions(interval, interval) { KeepAlive = true, Interleave = true });
        }
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (Current() is not { } node)
        {
            _timer?.Dispose();
            _timer = null;
            return;
        }

        if (_services.Time.GetElapsedTime(_heardAt) > _gracePeriod && !NodePatches.IsUnknown(node))
        {
            _isSilent = true;
            var patch = NodePatches.Unknown(node, _services.Time.GetUtcNow().UtcDateTime);
            await WriteAsync(Request(WriteVerb.Patch, "status", patch, PatchType.StrategicMerge, Monitor), cancellationToken);
        }
    }

    private Node? Current() => _services.Replica.Get(Key)?.As<Node>();

    private static WriteRequest Request(WriteVerb verb, string subresource, byte[] body, PatchType patch, Caller caller) =>
        new(verb, "v1", subresource, body, patch, WriteOptions.None, caller);
}
