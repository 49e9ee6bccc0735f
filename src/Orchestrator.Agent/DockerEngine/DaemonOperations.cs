using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>Calls about the daemon itself.</summary>
internal sealed class DaemonOperations(DockerClient client)
{
    public Task PingAsync(CancellationToken cancellationToken) => client.CallAsync(HttpMethod.Get, "_ping", cancellationToken);

    public Task<DaemonInfo> InfoAsync(CancellationToken cancellationToken) => client.GetAsync("info", DockerJson.Default.DaemonInfo, cancellationToken);

    /// <summary>Container events with the label, from now on, until cancelled or until the daemon goes away (then it ends or throws).</summary>
    /// <param name="label">As in <see cref="Filters.Labels"/>.</param>
    /// <param name="connected">Called once the daemon has accepted the subscription: what happens afterwards is not missed.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<DaemonEvent> EventsAsync(string label, Action connected, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filters = Filters.Of(new() { ["type"] = ["container"], ["label"] = [label], ["event"] = ["start", "die", "destroy", "oom"] });
        using var response = await client.StreamAsync(HttpMethod.Get, $"events?filters={filters}", null, cancellationToken);
        connected();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var e in JsonSerializer.DeserializeAsyncEnumerable(stream, DockerJson.Default.DaemonEvent, topLevelValues: true, cancellationToken))
        {
            if (e is not null)
            {
                yield return e;
            }
        }
    }
}
