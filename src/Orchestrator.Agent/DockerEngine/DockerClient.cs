using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>A connection to a Docker daemon. Thread safe; calls run concurrently.</summary>
internal sealed class DockerClient : IDisposable
{
    /// <summary>Where the daemon listens unless told otherwise.</summary>
    public const string DefaultSocket = "/var/run/docker.sock";

    private const string ApiVersion = "v1.41";
    private readonly HttpClient _http;

    public DockerClient(string? socketPath = null)
    {
        SocketPath = socketPath ?? DefaultSocket;
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            UseProxy = false,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri($"http://docker/{ApiVersion}/"), Timeout = Timeout.InfiniteTimeSpan };
        Containers = new ContainerOperations(this);
        Images = new ImageOperations(this);
        Networks = new NetworkOperations(this);
        Volumes = new VolumeOperations(this);
        Exec = new ExecOperations(this);
        Daemon = new DaemonOperations(this);
    }

    /// <summary>How long a call that is not a stream may take. Starting a container under load takes seconds, so it is generous.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(2);

    public string SocketPath { get; }

    public ContainerOperations Containers { get; }

    public ImageOperations Images { get; }

    public NetworkOperations Networks { get; }

    public VolumeOperations Volumes { get; }

    public ExecOperations Exec { get; }

    public DaemonOperations Daemon { get; }

    public void Dispose() => _http.Dispose();

    internal async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        using var response = await SendAsync(HttpMethod.Get, path, null, limit.Token, cancellationToken);
        return await ReadAsync(response, type, limit.Token);
    }

    internal async Task<TResult> PostAsync<TBody, TResult>(
        string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TResult> resultType, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        using var response = await SendAsync(HttpMethod.Post, path, Json(body, bodyType), limit.Token, cancellationToken);
        return await ReadAsync(response, resultType, limit.Token);
    }

    internal async Task CallAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        using var response = await SendAsync(method, path, null, limit.Token, cancellationToken);
    }

    /// <summary>A call whose reply is read as it comes; the caller disposes the response.</summary>
    internal Task<HttpResponseMessage> StreamAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken) =>
        SendAsync(method, path, content, cancellationToken, cancellationToken);

    internal static HttpContent Json<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(stream, type, cancellationToken)
                ?? throw new DockerException(response.StatusCode, "the daemon's reply is empty");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw new DockerException($"the daemon's reply broke off: {e.Message}", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit);
        }
        catch (HttpRequestException e)
        {
            throw new DockerException($"Cannot connect to the Docker daemon at unix://{SocketPath}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DockerException($"the Docker daemon did not answer within {CallTimeout}", e);
        }

        // 304: the container is already started, or already stopped.
        if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.NotModified or HttpStatusCode.SwitchingProtocols)
        {
            return response;
        }

        using (response)
        {
            throw new DockerException(response.StatusCode, await ErrorMessageAsync(response, limit));
        }
    }

    private static async Task<string> ErrorMessageAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(body, DockerJson.Default.ErrorReply)?.Message ?? response.ReasonPhrase ?? "";
        }
        catch (JsonException)
        {
            return System.Text.Encoding.UTF8.GetString(body);
        }
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        source.CancelAfter(CallTimeout);
        return source;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
