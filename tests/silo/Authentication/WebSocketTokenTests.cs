using System.Buffers.Text;
using System.Net;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authentication;

/// <summary>Tokens among the protocols of a websocket, where browsers put them.</summary>
[Collection(SiloCollection.Name)]
public sealed class WebSocketTokenTests(SiloFixture silo)
{
    private const string Prefix = "base64url.bearer.authorization.k8s.io.";
    private static readonly string Admin = Prefix + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(SiloFixture.AdminToken));

    [Theory]
    [InlineData("ADMIN, v5.channel.k8s.io", HttpStatusCode.OK)]
    [InlineData("v5.channel.k8s.io,v4.channel.k8s.io,ADMIN", HttpStatusCode.OK)]
    [InlineData("v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    [InlineData("ADMIN", HttpStatusCode.Unauthorized)]
    [InlineData("ADMIN,ADMIN,v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    [InlineData(Prefix + "bWFkZS11cA,v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    [InlineData(Prefix + "bWFkZS11cA==,v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    [InlineData(Prefix + "_w,v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    [InlineData(Prefix + ",v5.channel.k8s.io", HttpStatusCode.Unauthorized)]
    public async Task Are_those_of_their_users(string protocols, HttpStatusCode expected) => (await GetAsync(protocols, "websocket")).ShouldBe(expected);

    [Fact]
    public async Task Count_for_websockets_alone() => (await GetAsync("ADMIN,v5.channel.k8s.io", "h2c")).ShouldBe(HttpStatusCode.Unauthorized);

    private async Task<HttpStatusCode> GetAsync(string protocols, string upgrade)
    {
        using var http = silo.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/default/configmaps")
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", upgrade);
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Protocol", protocols.Replace("ADMIN", Admin, StringComparison.Ordinal));
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
