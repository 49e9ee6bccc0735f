using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Harness;

/// <summary>Asks the API how many pods there are, and whether any still waits for a node, at the cost of one object each time.</summary>
internal sealed class PodCounter : IDisposable
{
    private const string Pods = "api/v1/namespaces/default/pods?limit=1";
    private readonly HttpClient _http;

    public PodCounter(LoadTarget target)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true, ClientCertificates = [target.ClientCertificate!] } };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://{target.EndPoint}/"), DefaultRequestVersion = new Version(2, 0) };
    }

    /// <summary>Completes when there are that many pods and each has a node.</summary>
    public async Task AllBoundAsync(int count, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await CountAsync(Pods, cancellationToken) != count || await CountAsync($"{Pods}&fieldSelector=spec.nodeName%3D", cancellationToken) != 0)
        {
            if (Stopwatch.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"{await CountAsync(Pods, cancellationToken)} of {count} pods are there after {within}, and some have no node");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<long> CountAsync(string path, CancellationToken cancellationToken)
    {
        var list = await _http.GetFromJsonAsync<JsonElement>(path, cancellationToken);
        var more = list.GetProperty("metadata").TryGetProperty("remainingItemCount", out var remaining) ? remaining.GetInt64() : 0;
        return list.GetProperty("items").GetArrayLength() + more;
    }
}
