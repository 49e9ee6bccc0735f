using System.IO.Pipelines;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Authentication;

namespace Orchestrator.Silo.Agents;

/// <summary>One agent's connection. Reports are handled many at a time; the agent keeps those of one pod in order by waiting for each result.</summary>
internal sealed partial class AgentSession(UserInfo user, NodePods pods, NodeVolumes volumes, AgentWrites writes, IReplica replica, ILogger logger)
{
    private const int ReportsAtOnce = 256;
    private const int FlushBytes = 64 * 1024;
    private readonly AgentFeed _feed = new(replica);
    private readonly SemaphoreSlim _places = new(ReportsAtOnce);

    /// <summary>Sends a frame down.</summary>
    public void Send(AgentFrame frame) => _feed.Add(frame);

    /// <summary>A pod of a node that this session serves has changed.</summary>
    public void PodChanged(string node, ObjectKey key) => _feed.Add(node, key);

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(PipeReader input, PipeWriter output, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, pods.Stopping);
        var writing = WriteAsync(output, ending.Token);
        try
        {
            var reader = new AgentFrameReader(input);
            while (await reader.ReadAsync(ending.Token) is { } frame)
            {
                await _places.WaitAsync(ending.Token);
                _ = HandleAsync(frame, ending.Token);
            }
        }
        finally
        {
            pods.Detach(this);
            await ending.CancelAsync();
            await writing;
        }
    }

    private async Task WriteAsync(PipeWriter output, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                Task changed;
                while (_feed.TryTake(out changed) is { } frame)
                {
                    AgentFrameCodec.Write(frame, output);
                    if (output.UnflushedBytes > FlushBytes)
                    {
                        await output.FlushAsync(cancellationToken);
                    }
                }

                await output.FlushAsync(cancellationToken);
                await changed.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task HandleAsync(AgentFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await DispatchAsync(frame, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            // One report's failure must not end the connection of a thousand nodes: the agent hears of it and tries again.
            Log.Failed(logger, frame.Type, frame.Node, e);
            Answer(frame, 500, e.Message);
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task DispatchAsync(AgentFrame frame, CancellationToken cancellationToken)
    {
        if (!MaySpeakFor(frame.Node))
        {
            Answer(frame, 403, $"user \"{user.Name}\" is not node \"{frame.Node}\"");
            Send(new AgentFrame(AgentFrameType.Refused) { Node = frame.Node, Code = 403, Message = $"user \"{user.Name}\" is not node \"{frame.Node}\"" });
            return;
        }

        switch (frame.Type)
        {
            case AgentFrameType.Register:
                await RegisterAsync(frame, cancellationToken);
                break;
            case AgentFrameType.Heartbeat:
                if (await writes.HeartbeatAsync(frame.Node, cancellationToken))
                {
                    Send(new AgentFrame(AgentFrameType.RegisterAgain) { Node = frame.Node });
                }

                break;
            case AgentFrameType.NodeStatus or AgentFrameType.PodStatus or AgentFrameType.PodTerminated or AgentFrameType.VolumeRemoved:
                var (code, message) = await writes.WriteAsync(frame, cancellationToken);
                Answer(frame, code, message);
                break;
            case AgentFrameType.Event:
                await writes.WriteAsync(frame, cancellationToken);
                break;
            default:
                break;
        }
    }

    private async Task RegisterAsync(AgentFrame frame, CancellationToken cancellationToken)
    {
        var (code, message) = await writes.WriteAsync(frame, cancellationToken);
        if (code >= 400)
        {
            Log.NotRegistered(logger, frame.Node, code, message);
            Send(new AgentFrame(AgentFrameType.Refused) { Node = frame.Node, Code = code, Message = message });
            return;
        }

        Send(new AgentFrame(AgentFrameType.Welcome) { Node = frame.Node });
        _feed.Synchronize(frame.Node, pods.Attach(frame.Node, this));
        volumes.SendRemovals(frame.Node, this);
        Log.Registered(logger, frame.Node);
    }

    private void Answer(AgentFrame frame, int code, string message)
    {
        if (frame.Sequence != 0)
        {
            Send(new AgentFrame(AgentFrameType.Result) { Node = frame.Node, Sequence = frame.Sequence, Code = code, Message = message });
        }
    }

    private bool MaySpeakFor(string node) =>
        user.IsIn("system:masters")
        || user.IsIn(AgentPaths.NodeHostsGroup)
        || (user.IsIn(AgentPaths.NodesGroup) && user.Name == AgentPaths.NodeUserPrefix + node);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Node {Node} is connected")]
        public static partial void Registered(ILogger logger, string node);

        [LoggerMessage(2, LogLevel.Warning, "Node {Node} is refused: {Code} {Problem}")]
        public static partial void NotRegistered(ILogger logger, string node, int code, string problem);

        [LoggerMessage(3, LogLevel.Error, "A {Type} of node {Node} could not be handled")]
        public static partial void Failed(ILogger logger, AgentFrameType type, string node, Exception error);
    }
}
