using System.Net;
using System.Text;

namespace Orchestrator.Silo.Tests.Support;

/// <summary>Talks to the API in plain requests.</summary>
public sealed class ApiClient(HttpClient http)
{
    public HttpClient Http { get; } = http;

    public Task<ApiAnswer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, null, null, accept);

    public Task<ApiAnswer> PostAsync(string path, string body, string type = "application/json", string? accept = null) =>
        SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body), type, accept);

    public Task<ApiAnswer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), "application/json", null);

    public Task<ApiAnswer> PatchAsync(string path, string body, string type = "application/merge-patch+json") =>
        SendAsync(HttpMethod.Patch, path, Encoding.UTF8.GetBytes(body), type, null);

    public Task<ApiAnswer> DeleteAsync(string path, string? body = null) =>
        SendAsync(HttpMethod.Delete, path, body is null ? null : Encoding.UTF8.GetBytes(body), "application/json", null);

    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, byte[]? body, string? type, string? accept)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var response = await Http.SendAsync(request);
        return new ApiAnswer(
            (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Content.Headers.ContentType?.ToString() ?? "", response.Headers);
    }

    /// <summary>Makes a config map with one label and one value.</summary>
    public async Task<ApiAnswer> ConfigMapAsync(string ns, string name, string label = "x", string value = "1") =>
        (await PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","labels":{"app":"{{{label}}}"}},"data":{"value":"{{{value}}}"}}""")).ShouldBe(201);

    /// <summary>Opens a watch.</summary>
    public async Task<WatchReader> WatchAsync(string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version20 };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return new WatchReader(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }
}
