using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Agents;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Logs;

namespace Orchestrator.Silo.Agents;

/// <summary>Asks agents for streams and joins what they send to who asked. An id is a secret that only the agent that was asked has been told.</summary>
internal sealed class PodStreams(NodePods nodes) : IPodStreams
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, Pending> _pending = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task CopyLogAsync(string node, ObjectKey pod, string podUid, PodLogOptions options, HttpResponse response, CancellationToken cancellationToken)
    {
        var session = nodes.SessionOf(node) ?? throw new ApiException(StatusFactory.ServiceUnavailable($"node {node} has no connection to this server"));
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var pending = new Pending();
        _pending[id] = pending;
        try
        {
            session.Send(Request(node, pod, podUid, id, options));
            var sent = await pending.Arrived.Task.WaitAsync(AnswerLimit, cancellationToken);
            await CopyAsync(sent, pod, response, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new ApiException(StatusFactory.Timeout($"node {node} does not answer"));
        }
        finally
        {
            _pending.TryRemove(id, out _);
            pending.Done.TrySetResult();
        }
    }

    /// <summary>An agent sends a stream; completes when it has been passed on. False if nobody waits for it.</summary>
    public async Task<bool> AcceptAsync(string id, HttpContext context)
    {
        if (!_pending.TryRemove(id, out var pending) || !pending.Arrived.TrySetResult(context))
        {
            return false;
        }

        await pending.Done.Task;
        return true;
    }

    private static AgentFrame Request(string node, ObjectKey pod, string podUid, string id, PodLogOptions options) => new(AgentFrameType.Log)
    {
        Node = node,
        Namespace = pod.Namespace,
        Name = pod.Name,
        Uid = podUid,
        Log = new AgentLogRequest(id, options.Container)
        {
            Previous = options.Previous,
            Follow = options.Follow,
            Timestamps = options.Timestamps,
            TailLines = options.TailLines,
            LimitBytes = options.LimitBytes,
            Since = options.Since,
        },
    };

    private static async Task CopyAsync(HttpContext sent, ObjectKey pod, HttpResponse response, CancellationToken cancellationToken)
    {
        if (int.TryParse(sent.Request.Headers[AgentPaths.StreamErrorHeader], CultureInfo.InvariantCulture, out var code))
        {
            using var text = new StreamReader(sent.Request.Body);
            var message = await text.ReadToEndAsync(cancellationToken);
            throw new ApiException(code switch
            {
                404 => StatusFactory.NotFound(pod.GroupResource, pod.Name),
                400 => StatusFactory.BadRequest(message),
                _ => StatusFactory.InternalError(message),
            });
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "text/plain";
        var reader = sent.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            foreach (var part in read.Buffer)
            {
                await response.BodyWriter.WriteAsync(part, cancellationToken);
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return;
            }
        }
    }

    private sealed class Pending
    {
        public TaskCompletionSource<HttpContext> Arrived { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
