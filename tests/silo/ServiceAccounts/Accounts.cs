using System.Buffers.Text;
using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>Makes service accounts and their tokens through the API.</summary>
internal static class Accounts
{
    /// <summary>Makes a namespace with a service account <c>robot</c>.</summary>
    public static async Task<string> WithRobotAsync(this SiloFixture silo)
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"robot"}}""")).ShouldBe(201);
        return ns;
    }

    /// <summary>Asks for a token.</summary>
    public static Task<ApiAnswer> RequestTokenAsync(this SiloFixture silo, string ns, string spec = "{}", string account = "robot") =>
        silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts/{account}/token", $$"""{"spec":{{spec}}}""");

    /// <summary>A token.</summary>
    public static async Task<string> TokenAsync(this SiloFixture silo, string ns, string spec = "{}", string account = "robot") =>
        (await silo.RequestTokenAsync(ns, spec, account)).ShouldBe(201).Json.GetProperty("status").GetProperty("token").GetString()!;

    /// <summary>What the server says of a token.</summary>
    public static async Task<JsonElement> ReviewAsync(this SiloFixture silo, string token, params string[] audiences) =>
        (await silo.Api.PostAsync(
            "/apis/authentication.k8s.io/v1/tokenreviews",
            JsonSerializer.Serialize(new { apiVersion = "authentication.k8s.io/v1", kind = "TokenReview", spec = new { token, audiences } }))).ShouldBe(201).Json.GetProperty("status");

    /// <summary>The code that a request with the token gets for what every authenticated user may read.</summary>
    public static async Task<int> CodeOfAsync(this SiloFixture silo, string token)
    {
        using var http = silo.Client(token);
        return (await new ApiClient(http).GetAsync("/apis")).Code;
    }

    /// <summary>A part of a token: 0 is the header, 1 the payload.</summary>
    public static JsonElement Part(string token, int part) => JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[part])).RootElement;

    /// <summary>Makes an object of the core group and returns its uid.</summary>
    public static async Task<string> MakeAsync(this SiloFixture silo, string path, string body) =>
        (await silo.Api.PostAsync($"/api/v1/{path}", body)).ShouldBe(201).Json.GetProperty("metadata").GetProperty("uid").GetString()!;

    /// <summary>A pod of the account, on no node.</summary>
    public static Task<string> PodAsync(this SiloFixture silo, string ns, string name, string account = "robot", string node = "") => silo.MakeAsync(
        $"namespaces/{ns}/pods",
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"serviceAccountName":"{{{account}}}","nodeName":"{{{node}}}","containers":[{"name":"c","image":"example:1"}]}}""");
}
