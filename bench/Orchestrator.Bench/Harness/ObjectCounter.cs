using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Harness;

/// <summary>Asks the API how far things are, at the cost of one object each time.</summary>
internal sealed class ObjectCounter : IDisposable
{
    private const string Pods = "api/v1/namespaces/default/pods";
    private readonly HttpClient _http;

    public ObjectCounter(LoadTarget target)
    {
        var handler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true, ClientCertificates = [target.ClientCertificate!] } };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://{target.EndPoint}/"), DefaultRequestVersion = new Version(2, 0) };
    }

    /// <summary>Completes when there are that many pods and each has a node.</summary>
    public Task AllBoundAsync(int count, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(
            async () => await CountAsync(Pods, cancellationToken) == count && await CountAsync(Pods, cancellationToken, "&fieldSelector=spec.nodeName%3D") == 0,
            $"{count} pods with a node", within, cancellationToken);

    /// <summary>Completes when a collection, like <c>api/v1/namespaces</c>, has that many objects.</summary>
    public Task CountIsAsync(string path, int count, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(async () => await CountAsync(path, cancellationToken) == count, $"{count} of {path}", within, cancellationToken);

    /// <summary>Completes when that many pods of a namespace run.</summary>
    public Task RunningAsync(string ns, int count, TimeSpan within, CancellationToken cancellationToken) => UntilAsync(
        async () =>
        {
            // of a selection a server does not say how many are left
            using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/namespaces/{ns}/pods?fieldSelector=status.phase%3DRunning");
            request.Headers.Add("Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
            using var answer = await _http.SendAsync(request, cancellationToken);
            return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken)).GetProperty("items").GetArrayLength() == count;
        },
        $"{count} running pods in {ns}", within, cancellationToken);

    /// <summary>Completes when there are that many nodes and each is ready and takes pods.</summary>
    public async Task NodesReadyAsync(int count, TimeSpan within, CancellationToken cancellationToken)
    {
        await CountIsAsync("api/v1/nodes", count, within, cancellationToken);
        await UntilAsync(
            async () => (await _http.GetFromJsonAsync<JsonElement>("api/v1/nodes", cancellationToken)).GetProperty("items").EnumerateArray().All(IsReady), $"{count} nodes ready", within, cancellationToken);
    }

    /// <summary>Completes when a Deployment has all its replicas available, of its present template, and no others.</summary>
    public Task DeploymentCompleteAsync(string name, TimeSpan within, CancellationToken cancellationToken) =>
        UntilAsync(
            async () => IsComplete(await _http.GetFromJsonAsync<JsonElement>($"apis/apps/v1/namespaces/default/deployments/{name}", cancellationToken)), $"Deployment {name} complete", within, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    /// <summary>How many objects a collection has.</summary>
    public async Task<long> CountAsync(string path, CancellationToken cancellationToken, string query = "")
    {
        var list = await _http.GetFromJsonAsync<JsonElement>($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=1{query}", cancellationToken);
        var more = list.GetProperty("metadata").TryGetProperty("remainingItemCount", out var remaining) ? remaining.GetInt64() : 0;
        return list.GetProperty("items").GetArrayLength() + more;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what, TimeSpan within, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"not within {within}: {what}");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static bool IsReady(JsonElement node) =>
        !(node.GetProperty("spec").TryGetProperty("taints", out var taints) && taints.GetArrayLength() > 0)
        && node.TryGetProperty("status", out var status)
        && status.TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").GetString() == "Ready" && condition.GetProperty("status").GetString() == "True");

    private static bool IsComplete(JsonElement deployment)
    {
        var (spec, status) = (deployment.GetProperty("spec"), deployment.GetProperty("status"));
        var replicas = spec.GetProperty("replicas").GetInt64();
        return Number(status, "observedGeneration") == deployment.GetProperty("metadata").GetProperty("generation").GetInt64()
            && Number(status, "replicas") == replicas && Number(status, "updatedReplicas") == replicas && Number(status, "availableReplicas") == replicas;
    }

    private static long Number(JsonElement status, string field) => status.TryGetProperty(field, out var value) ? value.GetInt64() : 0;
}
