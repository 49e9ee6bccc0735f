using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>Calls about containers.</summary>
internal sealed class ContainerOperations(DockerClient client)
{
    public Task<ContainerSummary[]> ListAsync(CancellationToken cancellationToken, params string[] labels) =>
        client.GetAsync($"containers/json?all=true&filters={Filters.Labels(labels)}", DockerJson.Default.ContainerSummaryArray, cancellationToken);

    public Task<ContainerDetails> InspectAsync(string id, CancellationToken cancellationToken) =>
        client.GetAsync($"containers/{id}/json", DockerJson.Default.ContainerDetails, cancellationToken);

    /// <exception cref="DockerException">409: the name is taken; 404: no such image.</exception>
    public async Task<string> CreateAsync(string name, ContainerConfig config, CancellationToken cancellationToken) =>
        (await client.PostAsync($"containers/create?name={Uri.EscapeDataString(name)}", config, DockerJson.Default.ContainerConfig, DockerJson.Default.CreatedReply, cancellationToken)).Id;

    public Task StartAsync(string id, CancellationToken cancellationToken) => client.CallAsync(HttpMethod.Post, $"containers/{id}/start", cancellationToken);

    /// <summary>Sends a signal; a container that does not run (409) or does not exist (404) is no error: the aim is reached.</summary>
    public async Task KillAsync(string id, string signal, CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(HttpMethod.Post, $"containers/{id}/kill?signal={Uri.EscapeDataString(signal)}", cancellationToken);
        }
        catch (DockerException e) when (e.IsConflict || e.IsNotFound)
        {
            return;
        }
    }

    /// <summary>Completes with the exit code when the container does not run.</summary>
    public async Task<long> WaitAsync(string id, CancellationToken cancellationToken)
    {
        using var response = await client.StreamAsync(HttpMethod.Post, $"containers/{id}/wait?condition=not-running", null, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return (await JsonSerializer.DeserializeAsync(stream, DockerJson.Default.WaitReply, cancellationToken))?.StatusCode ?? -1;
    }

    /// <summary>Removes a container with its anonymous volumes, killing it if need be; one that is gone, or being removed, is no error.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(HttpMethod.Delete, $"containers/{id}?force=true&v=true", cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound || e.IsConflict)
        {
            return;
        }
    }

    /// <summary>The log as the daemon keeps it. With a terminal it is one raw stream, otherwise stdout and stderr in frames (<see cref="MultiplexedStream"/>).</summary>
    public Task<HttpResponseMessage> LogsAsync(string id, LogQuery query, CancellationToken cancellationToken)
    {
        var tail = query.Tail is { } lines ? lines.ToString(CultureInfo.InvariantCulture) : "all";
        var since = query.Since is { } time ? $"&since={UnixSeconds(time)}" : "";
        var path = $"containers/{id}/logs?stdout={Flag(query.Stdout)}&stderr={Flag(query.Stderr)}&follow={Flag(query.Follow)}&timestamps={Flag(query.Timestamps)}&tail={tail}{since}";
        return client.StreamAsync(HttpMethod.Get, path, null, cancellationToken);
    }

    private static string Flag(bool value) => value ? "1" : "0";

    private static string UnixSeconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks / TimeSpan.TicksPerSecond}.{ticks % TimeSpan.TicksPerSecond * 100:D9}");
    }
}
