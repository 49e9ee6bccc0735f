using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Client.Http;

namespace Orchestrator.Client;

/// <summary>
/// A typed client of the API over HTTP/2. Thread safe. Refusals are <see cref="KubeException"/>, a server that cannot be reached is <see cref="HttpRequestException"/>.
/// For cluster-scoped kinds the namespace is empty.
/// </summary>
public sealed class KubeClient : IDisposable
{
    private readonly ConcurrentDictionary<Type, KindDescriptor> _kinds = new();
    private readonly KindRegistry _registry;

    /// <summary>Makes a client; connects when first used.</summary>
    /// <param name="credentials">Where to, and as whom.</param>
    /// <param name="kinds">The kinds it knows; null for the built-in ones.</param>
    public KubeClient(KubeCredentials credentials, KindRegistry? kinds = null)
    {
        Http = KubeHttp.Create(credentials);
        _registry = kinds ?? KindRegistry.BuiltIn();
    }

    /// <summary>The transport, for requests that the typed methods do not cover.</summary>
    public HttpClient Http { get; }

    /// <summary>Reads an object.</summary>
    public async Task<T> GetAsync<T>(string namespaceName, string name, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new() =>
        await SendAsync<T>(HttpMethod.Get, Path<T>(namespaceName, name), null, cancellationToken);

    /// <summary>Reads an object that may not exist.</summary>
    public async Task<T?> TryGetAsync<T>(string namespaceName, string name, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        try
        {
            return await GetAsync<T>(namespaceName, name, cancellationToken);
        }
        catch (KubeException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Lists objects; of all namespaces if the namespace is empty.</summary>
    public async Task<KubeList<T>> ListAsync<T>(string namespaceName = "", ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path<T>(namespaceName, "") + (options ?? new()).ToQuery(watch: false));
        using var response = await KubeResponse.SendAsync(Http, request, cancellationToken);
        return ListReader.Read<T>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Creates an object.</summary>
    public Task<T> CreateAsync<T>(T value, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new() =>
        SendAsync<T>(HttpMethod.Post, Path<T>(value.Metadata.Namespace ?? "", ""), Body(value), cancellationToken);

    /// <summary>Replaces an object; with a resourceVersion only if it is still the one.</summary>
    public Task<T> UpdateAsync<T>(T value, string subresource = "", CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new() =>
        SendAsync<T>(HttpMethod.Put, Path<T>(value.Metadata.Namespace ?? "", value.Metadata.Name ?? "", subresource), Body(value), cancellationToken);

    /// <summary>Changes an object.</summary>
    public Task<T> PatchAsync<T>(string namespaceName, string name, KubePatch patch, string subresource = "", CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        var content = new ReadOnlyMemoryContent(patch.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue(patch.MediaType);
        return SendAsync<T>(HttpMethod.Patch, Path<T>(namespaceName, name, subresource), content, cancellationToken);
    }

    /// <summary>Makes a token of a service account.</summary>
    public Task<TokenRequest> CreateTokenAsync(string namespaceName, string serviceAccount, TokenRequestSpec spec, CancellationToken cancellationToken = default) =>
        SendAsync<TokenRequest>(HttpMethod.Post, Path<ServiceAccount>(namespaceName, serviceAccount, "token"), Body(new TokenRequest { Spec = spec }), cancellationToken);

    /// <summary>Deletes an object.</summary>
    public async Task DeleteAsync<T>(string namespaceName, string name, DeleteOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, Path<T>(namespaceName, name)) { Content = options is null ? null : Body(options) };
        using var response = await KubeResponse.SendAsync(Http, request, cancellationToken);
    }

    /// <summary>
    /// Says what there is (or, given a resourceVersion, nothing), and then everything that changes, until cancelled: a broken connection is taken up
    /// where it broke, and if that place is gone (410) everything is said anew after <see cref="WatchEventType.Reset"/>.
    /// </summary>
    public IAsyncEnumerable<WatchEvent<T>> WatchAsync<T>(string namespaceName = "", ListOptions? options = null, CancellationToken cancellationToken = default)
        where T : class, IKubeObject, IJsonModel<T>, new() =>
        new Watcher<T>(this, Path<T>(namespaceName, ""), namespaceName, options ?? new()).RunAsync(cancellationToken);

    /// <summary>A container's log; with follow it goes on until the container ends. The caller disposes the stream.</summary>
    public async Task<Stream> LogsAsync(string namespaceName, string pod, string? container = null, bool follow = false, long? tailLines = null, CancellationToken cancellationToken = default)
    {
        var query = $"?follow={(follow ? "true" : "false")}"
            + (container is null ? "" : $"&container={Uri.EscapeDataString(container)}")
            + (tailLines is { } lines ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&tailLines={lines}") : "");
        using var request = new HttpRequestMessage(HttpMethod.Get, Path<Pod>(namespaceName, pod, "log") + query);
        var response = await KubeResponse.SendAsync(Http, request, cancellationToken);
        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private async Task<T> SendAsync<T>(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
        where T : class, IKubeObject, IJsonModel<T>
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var response = await KubeResponse.SendAsync(Http, request, cancellationToken);
        return JsonModel.Read<T>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static ByteArrayContent Body(IJsonModel value)
    {
        var content = new ByteArrayContent(JsonModel.ToBytes(value));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private string Path<T>(string namespaceName, string name, string subresource = "")
        where T : class, IKubeObject, new()
    {
        var kind = _kinds.GetOrAdd(typeof(T), static (_, registry) =>
        {
            var prototype = new T();
            return registry.TryGetKind(prototype.ApiVersion, prototype.Kind) ?? throw new ArgumentException($"{typeof(T).Name} is no kind of the API");
        }, _registry);
        var root = kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";
        var ns = kind.Namespaced && namespaceName.Length > 0 ? $"/namespaces/{Uri.EscapeDataString(namespaceName)}" : "";
        return $"{root}{ns}/{kind.Resource}{(name.Length == 0 ? "" : $"/{Uri.EscapeDataString(name)}")}{(subresource.Length == 0 ? "" : $"/{subresource}")}";
    }
}
