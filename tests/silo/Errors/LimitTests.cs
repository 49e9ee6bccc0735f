using System.IO.Compression;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Errors;

[Collection(SiloCollection.Name)]
public sealed class LimitTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task A_packed_body_is_refused_and_not_unpacked()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[64 * 1024 * 1024]);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/namespaces/default/configmaps") { Version = HttpVersion.Version20, Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "gzip");
        using var answer = await _api.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("4294967296")]
    [InlineData("9223372036854775807")]
    public async Task A_body_that_is_announced_as_huge_is_refused_before_it_comes(string length)
    {
        await using var connection = await ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {SiloFixture.AdminToken}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"));
        (await FirstLineAsync(connection)).ShouldBe("HTTP/1.1 413 Payload Too Large");
    }

    [Fact]
    public async Task A_long_selector_is_read()
    {
        var values = string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"value-{i}"));
        (await _api.GetAsync($"/api/v1/namespaces/default/configmaps?labelSelector=app+in+({values})")).ShouldBe(200);
    }

    [Fact]
    public async Task A_url_without_end_is_refused()
    {
        await using var connection = await ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"GET /api/v1/{new string('a', 70_000)} HTTP/1.1\r\nHost: x\r\n\r\n"));
        (await FirstLineAsync(connection)).ShouldStartWith("HTTP/1.1 414");
    }

    [Fact]
    public async Task Headers_without_end_are_refused()
    {
        await using var connection = await ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"GET /version HTTP/1.1\r\nHost: x\r\nX-A: {new string('a', 70_000)}\r\n\r\n"));
        (await FirstLineAsync(connection)).ShouldStartWith("HTTP/1.1 431");
    }

    private async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(silo.Address.Host, silo.Address.Port);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http11] });
        return tls;
    }

    private static async Task<string?> FirstLineAsync(SslStream connection)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var reader = new StreamReader(connection, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(limit.Token);
    }
}
