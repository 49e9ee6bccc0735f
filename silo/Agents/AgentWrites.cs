using System.Globalization;
using System.Text;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orleans;

namespace Orchestrator.Silo.Agents;

/// <summary>Takes agents' reports to the grains that they concern.</summary>
internal sealed class AgentWrites(IGrainFactory grains, IReplica replica)
{
    /// <summary>The node lives; true if it should register again.</summary>
    public Task<bool> HeartbeatAsync(string node, CancellationToken cancellationToken) => NodeGrain(node).HeartbeatAsync(cancellationToken);

    /// <summary>Writes what a frame reports; returns an HTTP status code and, for a refusal, its message.</summary>
    public async Task<(int Code, string Message)> WriteAsync(AgentFrame frame, CancellationToken cancellationToken)
    {
        var caller = new Caller(AgentPaths.NodeUserPrefix + frame.Node, "", [AgentPaths.NodesGroup]);
        return frame.Type switch
        {
            AgentFrameType.Register => Answer(await NodeGrain(frame.Node).RegisterAsync(frame.Object.ToArray(), caller, cancellationToken)),
            AgentFrameType.NodeStatus => Answer(await NodeGrain(frame.Node).ReportStatusAsync(frame.Object.ToArray(), caller, cancellationToken)),
            AgentFrameType.PodStatus => await WritePodAsync(frame, terminated: false, caller, cancellationToken),
            AgentFrameType.PodTerminated => await WritePodAsync(frame, terminated: true, caller, cancellationToken),
            AgentFrameType.VolumeRemoved => await VolumeRemovedAsync(frame, cancellationToken),
            AgentFrameType.Event => await WriteEventAsync(frame, caller, cancellationToken),
            _ => (400, "this frame reports nothing"),
        };
    }

    private async Task<(int Code, string Message)> WritePodAsync(AgentFrame frame, bool terminated, Caller caller, CancellationToken cancellationToken)
    {
        var key = new ObjectKey("", "pods", frame.Namespace, frame.Name);
        if (replica.Get(key)?.As<Pod>() is not { } pod || pod.Metadata.Uid != frame.Uid)
        {
            return (404, $"pod {frame.Namespace}/{frame.Name} ({frame.Uid}) is gone");
        }

        if (pod.Spec.NodeName != frame.Node)
        {
            return (403, $"pod {frame.Namespace}/{frame.Name} is not on node {frame.Node}");
        }

        var grain = grains.GetGrain<IPodGrain>(key.ToString());
        if (!terminated)
        {
            return Answer(await grain.ReportStatusAsync(frame.Object.ToArray(), frame.Uid, caller, cancellationToken));
        }

        var options = new WriteOptions { PreconditionUid = frame.Uid, GracePeriodSeconds = 0 };
        return Answer(await grain.WriteAsync(new WriteRequest(WriteVerb.Delete, "v1", "", [], PatchType.None, options, caller), cancellationToken));
    }

    // A volume changed meanwhile: the agent says it again.
    private async Task<(int Code, string Message)> VolumeRemovedAsync(AgentFrame frame, CancellationToken cancellationToken)
    {
        var key = new ObjectKey("", "persistentvolumes", "", frame.Name);
        if (replica.Get(key) is not { } entry || entry.Uid != frame.Uid || VolumeRemovals.NodeOf(entry) != frame.Node)
        {
            return (404, $"volume {frame.Name} ({frame.Uid}) is not to be removed from node {frame.Node}");
        }

        var request = new WriteRequest(WriteVerb.Patch, "v1", "", VolumeRemovals.Completion(entry), PatchType.Merge, WriteOptions.None, VolumeRemovals.Caller);
        var (code, message) = Answer(await ResourceGrains.Get(grains, key).WriteAsync(request, cancellationToken));
        return (code == 409 ? 503 : code, message);
    }

    private async Task<(int Code, string Message)> WriteEventAsync(AgentFrame frame, Caller caller, CancellationToken cancellationToken)
    {
        var e = JsonModel.Read<Event>(frame.Object);
        var grain = ResourceGrains.Get(grains, new ObjectKey("", "events", e.Metadata.Namespace ?? "", e.Metadata.Name ?? ""));
        if (e.Count > 1)
        {
            var json = string.Create(CultureInfo.InvariantCulture, $"{{\"count\":{e.Count},\"lastTimestamp\":\"{e.LastTimestamp:yyyy-MM-ddTHH:mm:ssZ}\"}}");
            var patched = await grain.WriteAsync(new WriteRequest(WriteVerb.Patch, "v1", "", Encoding.UTF8.GetBytes(json), PatchType.Merge, WriteOptions.None, caller), cancellationToken);
            if (patched.Code != 404)
            {
                return Answer(patched);
            }
        }

        // The first, or one that was removed since because of its age.
        return Answer(await grain.WriteAsync(new WriteRequest(WriteVerb.Create, "v1", "", frame.Object.ToArray(), PatchType.None, WriteOptions.None, caller), cancellationToken));
    }

    private INodeGrain NodeGrain(string node) => grains.GetGrain<INodeGrain>(new ObjectKey("", "nodes", "", node).ToString());

    private static (int Code, string Message) Answer(WriteResult result) =>
        (result.Code, result.Succeeded ? "" : JsonModel.Read<Status>(result.Body).Message ?? "");
}
