using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Agents;

namespace Orchestrator.Agent.Connection;

/// <summary>Sends a log that was asked for, as the body of a request of its own.</summary>
internal sealed partial class LogStream(HttpClient http, INodeEnd node, AgentFrame frame, ILogger logger)
{
    // The first part is read before the request is made, so that a refusal can still say its code.
    private const int HeadBytes = 1;

    public async Task RunAsync(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var pipe = new System.IO.Pipelines.Pipe();
        var copying = CopyAsync(pipe.Writer, ending.Token);
        try
        {
            var head = await pipe.Reader.ReadAtLeastAsync(HeadBytes, ending.Token);
            pipe.Reader.AdvanceTo(head.Buffer.Start, head.Buffer.End);
            await SendAsync(new StreamContent(pipe.Reader.AsStream()), null, ending.Token);
        }
        catch (PodLogException e)
        {
            await TrySendErrorAsync(e.Code, e.Message, ending.Token);
        }
        catch (ContainerRuntimeException e)
        {
            await TrySendErrorAsync(500, e.Message, ending.Token);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Log.Broken(logger, frame.Uid, e.Message);
        }
        finally
        {
            // The reader went away: a log that is followed must not be read on.
            await ending.CancelAsync();
            await copying;
        }
    }

    private async Task CopyAsync(System.IO.Pipelines.PipeWriter writer, CancellationToken cancellationToken)
    {
        try
        {
            await node.CopyLogAsync(frame, writer.AsStream(leaveOpen: true), cancellationToken);
            await writer.CompleteAsync();
        }
        catch (Exception e)
        {
            // The reader's side throws it again.
            await writer.CompleteAsync(e);
        }
    }

    private async Task TrySendErrorAsync(int code, string message, CancellationToken cancellationToken)
    {
        try
        {
            await SendAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(message)), code, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            Log.Broken(logger, frame.Uid, e.Message);
        }
    }

    private async Task SendAsync(HttpContent content, int? error, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, AgentPaths.Streams + frame.Log!.StreamId)
        {
            Content = content,
            Version = http.DefaultRequestVersion,
            VersionPolicy = http.DefaultVersionPolicy,
        };
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (error is { } code)
        {
            request.Headers.TryAddWithoutValidation(AgentPaths.StreamErrorHeader, code.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "The log of pod {Uid} ended early: {Problem}")]
        public static partial void Broken(ILogger logger, string uid, string problem);
    }
}
