using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;
using static Orchestrator.Bench.Suites.Api.ApiRequests;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>Gets by a service account with a token and a role, against those by the administrator: what authentication and RBAC cost.</summary>
internal static class ServiceAccountRequests
{
    private const string Namespace = "/api/v1/namespaces/default";
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default";

    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var token = await MakeAsync(server, cancellationToken);
        var load = new LoadGenerator(server.Target with { ClientCertificate = null }, server.ProcessId);
        yield return await load.MeasureAsync(
            "get ConfigMap by a service account with a role",
            50_000,
            InFlight,
            200,
            i => GetConfigMap(i, ObjectRequests.Total) with { Token = token },
            $"get ConfigMap, of {ObjectRequests.Total:N0}",
            cancellationToken);
    }

    private static async Task<string> MakeAsync(ServerUnderTest server, CancellationToken cancellationToken)
    {
        using var http = server.NewClient();
        await PostAsync(http, $"{Namespace}/serviceaccounts", """{"metadata":{"name":"bench"}}""", cancellationToken);
        await PostAsync(http, $"{Rbac}/roles", """{"metadata":{"name":"bench"},"rules":[{"apiGroups":[""],"resources":["configmaps"],"verbs":["get"]}]}""", cancellationToken);
        await PostAsync(
            http,
            $"{Rbac}/rolebindings",
            """{"metadata":{"name":"bench"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"bench"},"subjects":[{"kind":"ServiceAccount","name":"bench","namespace":"default"}]}""",
            cancellationToken);
        var answer = await PostAsync(http, $"{Namespace}/serviceaccounts/bench/token", """{"spec":{"expirationSeconds":3600}}""", cancellationToken);
        return answer.GetProperty("status").GetProperty("token").GetString()!;
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string path, string body, CancellationToken cancellationToken)
    {
        using var content = new StringContent(body, System.Net.Http.Headers.MediaTypeHeaderValue.Parse("application/json"));
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            : throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }
}
