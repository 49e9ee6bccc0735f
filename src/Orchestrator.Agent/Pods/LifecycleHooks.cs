using System.Net;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Pods;

/// <summary>Runs postStart and preStop hooks: a command in the container, an HTTP request to the pod, or a pause.</summary>
internal static class LifecycleHooks
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.Zero });

    /// <summary>Runs a hook to its end, at most for the given time; returns why it failed, or null.</summary>
    public static async Task<string?> RunAsync(
        PodServices services, Pod pod, Container container, LifecycleHandler hook, string containerId, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            switch (hook)
            {
                case { Exec: { } exec }:
                    var result = await services.Runtime.ExecAsync(containerId, exec.Command ?? [], Timeout.InfiniteTimeSpan, timeout.Token);
                    return result.ExitCode == 0 ? null : $"command '{string.Join(' ', exec.Command ?? [])}' exited with {result.ExitCode}: {result.Output}";
                case { HttpGet: { } http }:
                    var state = await services.Runtime.GetPodAsync(pod.Uid(), timeout.Token);
                    var address = pod.UsesHostNetwork() ? services.Node.Addresses[0] : state.ReadySandbox?.Addresses.FirstOrDefault() ?? "";
                    using (var response = await Http.GetAsync(Uri(http, address, container), timeout.Token))
                    {
                        return response.IsSuccessStatusCode ? null : $"HTTP status {(int)response.StatusCode}";
                    }

                case { Sleep: { } sleep }:
                    await Task.Delay(TimeSpan.FromSeconds(sleep.Seconds), services.Time, timeout.Token);
                    return null;
                default:
                    return null;
            }
        }
        catch (Exception e) when (e is ContainerRuntimeException or HttpRequestException)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"not finished within {limit}";
        }
    }

    /// <summary>Where an HTTP action goes: by default to the pod itself.</summary>
    public static Uri Uri(HTTPGetAction action, string podAddress, Container container)
    {
        var host = action.Host is { Length: > 0 } named ? named : podAddress;
        if (IPAddress.TryParse(host, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            host = $"[{host}]";
        }

        var path = action.Path is { Length: > 0 } given ? given : "/";
        return new Uri($"{(action.Scheme ?? "HTTP").ToLowerInvariant()}://{host}:{Port(action.Port, container)}{(path[0] == '/' ? "" : "/")}{path}");
    }

    /// <summary>A port by number, or by the name that the container gives it.</summary>
    public static int Port(IntOrString port, Container container) => !port.IsString ? port.IntValue
        : container.Ports?.Find(p => p.Name == port.StringValue)?.ContainerPortValue
        ?? (int.TryParse(port.StringValue, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0);
}
