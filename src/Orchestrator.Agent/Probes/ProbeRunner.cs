using System.Net.Http.Headers;
using System.Net.Sockets;
using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Pods;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Probes;

/// <summary>Makes one attempt of a probe (pkg/probe): null is success, else what is wrong.</summary>
internal static class ProbeRunner
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,

        // kubelet does not verify the certificates of what it probes.
        SslOptions = new() { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public static async Task<string?> RunAsync(
        IContainerRuntime runtime, Probe probe, Container container, string containerId, string podAddress, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(Math.Max(1, probe.TimeoutSeconds ?? 1));
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            return probe switch
            {
                { Exec: { } exec } => await ExecAsync(runtime, exec, containerId, limit, timeout.Token),
                { HttpGet: { } http } => await HttpAsync(http, container, podAddress, timeout.Token),
                { TcpSocket: { } tcp } => await TcpAsync(tcp, container, podAddress, timeout.Token),
                _ => "this kind of probe is not supported",
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"timed out after {limit.TotalSeconds:F0}s";
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or UriFormatException || (e is ContainerRuntimeException { IsUnreachable: false }))
        {
            return e.Message;
        }
    }

    private static async Task<string?> ExecAsync(IContainerRuntime runtime, ExecAction exec, string containerId, TimeSpan limit, CancellationToken cancellationToken)
    {
        var result = await runtime.ExecAsync(containerId, exec.Command ?? [], limit, cancellationToken);
        return result.ExitCode == 0 ? null : result.Output.Length > 0 ? result.Output : $"command exited with {result.ExitCode}";
    }

    private static async Task<string?> HttpAsync(HTTPGetAction action, Container container, string podAddress, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, LifecycleHooks.Uri(action, podAddress, container));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("kube-probe", "1.35"));
        foreach (var header in action.HttpHeaders ?? [])
        {
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        }

        using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return (int)response.StatusCode is >= 200 and < 400 ? null : $"HTTP probe failed with statuscode: {(int)response.StatusCode}";
    }

    private static async Task<string?> TcpAsync(TCPSocketAction action, Container container, string podAddress, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(action.Host is { Length: > 0 } host ? host : podAddress, LifecycleHooks.Port(action.Port, container), cancellationToken);
        return null;
    }
}
