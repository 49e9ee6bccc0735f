using System.Buffers;
using System.IO.Pipelines;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Agents;
using Orchestrator.Client;

namespace Orchestrator.Agent.Connection;

/// <summary>
/// The stream of frames between this process's nodes and any silo:
/// 1. connect, 2. register every node, 3. send what is in the outbox, and heartbeats, 4. hand what comes down to the nodes,
/// 5. when it breaks, begin again, after a delay that grows and varies.
/// </summary>
internal sealed partial class AgentConnection(HttpClient http, IReadOnlyDictionary<string, INodeEnd> nodes, Outbox outbox, AgentTiming timing, TimeProvider time, ILogger logger)
{
    /// <summary>Keeps the connection up until cancelled.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var delay = timing.FirstReconnectDelay;
        while (!stopping.IsCancellationRequested)
        {
            var connected = time.GetTimestamp();
            try
            {
                await ConnectAsync(stopping); // 1 to 4
                Log.Ended(logger);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or KubeException or JsonException or InvalidDataException or OperationCanceledException)
            {
                if (stopping.IsCancellationRequested)
                {
                    return;
                }

                Log.Broken(logger, e.Message);
            }

            outbox.Disconnected(); // 5
            delay = time.GetElapsedTime(connected) > timing.LongestReconnectDelay ? timing.FirstReconnectDelay : delay;
            try
            {
                await Task.Delay(delay * (0.5 + Random.Shared.NextDouble()), time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            delay = TimeSpan.FromTicks(Math.Min(delay.Ticks * 2, timing.LongestReconnectDelay.Ticks));
        }
    }

    private async Task ConnectAsync(CancellationToken stopping)
    {
        using var connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var request = new HttpRequestMessage(HttpMethod.Post, AgentPaths.Connections)
        {
            Content = new DuplexContent((stream, token) => SendAsync(stream, token, connection.Token)),
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, connection.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw new HttpRequestException($"the control plane answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(connection.Token)}");
            }

            Log.Connected(logger, http.BaseAddress, nodes.Count);
            var reader = PipeReader.Create(await response.Content.ReadAsStreamAsync(connection.Token));
            var frames = new AgentFrameReader(reader);
            while (await frames.ReadAsync(connection.Token) is { } frame)
            {
                Receive(frame, stopping);
            }
        }
        finally
        {
            // Ends the writer as well.
            await connection.CancelAsync();
        }
    }

    private void Receive(AgentFrame frame, CancellationToken stopping)
    {
        switch (frame.Type)
        {
            case AgentFrameType.Result:
                outbox.Acknowledge(frame.Sequence, frame.Code);
                if (frame.Code >= 400)
                {
                    Log.NotTaken(logger, frame.Sequence, frame.Code, frame.Message);
                }

                break;
            case AgentFrameType.Refused:
                Log.Refused(logger, frame.Node, frame.Message);
                break;
            case AgentFrameType.RegisterAgain when nodes.TryGetValue(frame.Node, out var forgotten):
                outbox.PutEvent(forgotten.Register());
                break;
            case AgentFrameType.Log when frame.Log is not null && nodes.TryGetValue(frame.Node, out var node):
                _ = new LogStream(http, node, frame, logger).RunAsync(stopping);
                break;
            default:
                nodes.GetValueOrDefault(frame.Node)?.Receive(frame);
                break;
        }
    }

    private async Task SendAsync(Stream stream, CancellationToken request, CancellationToken connection)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(request, connection);
        var token = both.Token;
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        foreach (var node in nodes.Values) // 2
        {
            AgentFrameCodec.Write(node.Register(), buffer);
            await FlushAsync(stream, buffer, force: false, token);
        }

        var heartbeat = time.GetUtcNow() + timing.HeartbeatInterval;
        while (true) // 3
        {
            Task changed;
            TimeSpan? retryIn;
            while (outbox.TryTake(out changed, out retryIn) is { } frame)
            {
                AgentFrameCodec.Write(frame, buffer);
                await FlushAsync(stream, buffer, force: false, token);
            }

            if (time.GetUtcNow() >= heartbeat)
            {
                heartbeat = time.GetUtcNow() + timing.HeartbeatInterval;
                foreach (var name in nodes.Keys)
                {
                    AgentFrameCodec.Write(new AgentFrame(AgentFrameType.Heartbeat) { Node = name }, buffer);
                }
            }

            await FlushAsync(stream, buffer, force: true, token);
            var wait = heartbeat - time.GetUtcNow();
            wait = retryIn < wait ? retryIn.Value : wait;
            if (wait > TimeSpan.Zero)
            {
                await Task.WhenAny(changed, Task.Delay(wait, time, token));
                token.ThrowIfCancellationRequested();
            }
        }
    }

    private static async Task FlushAsync(Stream stream, ArrayBufferWriter<byte> buffer, bool force, CancellationToken token)
    {
        if (buffer.WrittenCount > (force ? 0 : 64 * 1024))
        {
            await stream.WriteAsync(buffer.WrittenMemory, token);
            await stream.FlushAsync(token);
            buffer.ResetWrittenCount();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connected to {Server} with {Count} node(s)")]
        public static partial void Connected(ILogger logger, Uri? server, int count);

        [LoggerMessage(2, LogLevel.Information, "The control plane ended the connection")]
        public static partial void Ended(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "No connection to the control plane: {Problem}")]
        public static partial void Broken(ILogger logger, string problem);

        [LoggerMessage(4, LogLevel.Warning, "The control plane refuses node {Node}: {Problem}")]
        public static partial void Refused(ILogger logger, string node, string problem);

        [LoggerMessage(5, LogLevel.Debug, "Frame {Sequence} was not taken: {Code} {Problem}")]
        public static partial void NotTaken(ILogger logger, long sequence, int code, string problem);
    }
}
