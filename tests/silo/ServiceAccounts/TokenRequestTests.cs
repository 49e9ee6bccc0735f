using System.Text.Json;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary>POST of <c>serviceaccounts/token</c>.</summary>
[Collection(SiloCollection.Name)]
public sealed class TokenRequestTests(SiloFixture silo)
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";

    [Fact]
    public async Task A_token_says_what_a_real_servers_does()
    {
        var ns = await silo.WithRobotAsync();
        var answer = (await silo.RequestTokenAsync(ns)).ShouldBe(201);
        answer.Kind.ShouldBe("TokenRequest");
        answer.Json.GetProperty("apiVersion").GetString().ShouldBe("authentication.k8s.io/v1");
        answer.Json.GetProperty("metadata").GetProperty("name").GetString().ShouldBe("robot");
        answer.Json.GetProperty("metadata").GetProperty("namespace").GetString().ShouldBe(ns);
        var spec = answer.Json.GetProperty("spec");
        spec.GetProperty("audiences").EnumerateArray().Select(audience => audience.GetString()).ShouldBe([Issuer]);
        spec.GetProperty("expirationSeconds").GetInt64().ShouldBe(3600);
        spec.GetProperty("boundObjectRef").ValueKind.ShouldBe(JsonValueKind.Null);

        var token = answer.Json.GetProperty("status").GetProperty("token").GetString()!;
        Accounts.Part(token, 0).GetProperty("alg").GetString().ShouldBe("ES256");
        var claims = Accounts.Part(token, 1);
        claims.EnumerateObject().Select(claim => claim.Name).ShouldBe(["aud", "exp", "iat", "iss", "jti", "kubernetes.io", "nbf", "sub"]);
        claims.GetProperty("iss").GetString().ShouldBe(Issuer);
        claims.GetProperty("sub").GetString().ShouldBe($"system:serviceaccount:{ns}:robot");
        claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()).ShouldBe([Issuer]);
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(3600);
        claims.GetProperty("nbf").GetInt64().ShouldBe(claims.GetProperty("iat").GetInt64());
        Guid.TryParse(claims.GetProperty("jti").GetString(), out _).ShouldBeTrue();
        var bound = claims.GetProperty("kubernetes.io");
        bound.EnumerateObject().Select(claim => claim.Name).ShouldBe(["namespace", "serviceaccount"]);
        bound.GetProperty("serviceaccount").GetProperty("name").GetString().ShouldBe("robot");
        var end = answer.Json.GetProperty("status").GetProperty("expirationTimestamp").GetDateTimeOffset().ToUnixTimeSeconds();
        end.ShouldBe(claims.GetProperty("exp").GetInt64());
    }

    [Fact]
    public async Task Who_has_it_is_the_account()
    {
        var ns = await silo.WithRobotAsync();
        var token = await silo.TokenAsync(ns);
        var jti = Accounts.Part(token, 1).GetProperty("jti").GetString();
        var status = await silo.ReviewAsync(token);
        status.GetProperty("authenticated").GetBoolean().ShouldBeTrue();
        status.GetProperty("audiences").EnumerateArray().Select(audience => audience.GetString()).ShouldBe([Issuer]);
        var user = status.GetProperty("user");
        user.GetProperty("username").GetString().ShouldBe($"system:serviceaccount:{ns}:robot");
        user.GetProperty("uid").GetString()!.ShouldNotBeEmpty();
        user.GetProperty("groups").EnumerateArray().Select(group => group.GetString()).ShouldBe(["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"]);
        user.GetProperty("extra").GetProperty("authentication.kubernetes.io/credential-id")[0].GetString().ShouldBe($"JTI={jti}");
        (await silo.CodeOfAsync(token)).ShouldBe(200);
    }

    [Theory]
    [InlineData("599", "spec.expirationSeconds: Invalid value: 599: may not specify a duration less than 10 minutes")]
    [InlineData("4294967297", "spec.expirationSeconds: Invalid value: 4294967297: may not specify a duration larger than 2^32 seconds")]
    public async Task Its_life_has_bounds(string seconds, string problem)
    {
        var ns = await silo.WithRobotAsync();
        (await silo.RequestTokenAsync(ns, $$"""{"expirationSeconds":{{seconds}}}""")).ShouldBeStatus(
            422, "Invalid", $"TokenRequest.authentication.k8s.io \"\" is invalid: {problem}");
    }

    [Fact]
    public async Task It_is_for_the_audiences_asked_for_and_no_others()
    {
        var ns = await silo.WithRobotAsync();
        var token = await silo.TokenAsync(ns, """{"audiences":["vault","other"],"expirationSeconds":600}""");
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe(
            $"[invalid bearer token, token audiences [\"vault\" \"other\"] is invalid for the target audiences [\"{Issuer}\"]]");
        (await silo.ReviewAsync(token, "x", "vault")).GetProperty("audiences").EnumerateArray().Select(audience => audience.GetString()).ShouldBe(["vault"]);
    }

    [Fact]
    public async Task Bound_to_a_pod_it_ends_with_the_pod()
    {
        var ns = await silo.WithRobotAsync();
        var uid = await silo.PodAsync(ns, "p", node: "gone");
        var token = await silo.TokenAsync(ns, $$$"""{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p","uid":"{{{uid}}}"}}""");
        var bound = Accounts.Part(token, 1).GetProperty("kubernetes.io");
        bound.GetProperty("pod").GetProperty("uid").GetString().ShouldBe(uid);
        bound.GetProperty("node").GetRawText().ShouldBe("""{"name":"gone"}""");
        var extra = (await silo.ReviewAsync(token)).GetProperty("user").GetProperty("extra");
        extra.GetProperty("authentication.kubernetes.io/pod-name")[0].GetString().ShouldBe("p");
        extra.GetProperty("authentication.kubernetes.io/pod-uid")[0].GetString().ShouldBe(uid);
        extra.GetProperty("authentication.kubernetes.io/node-name")[0].GetString().ShouldBe("gone");
        (await silo.CodeOfAsync(token)).ShouldBe(200);

        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}/pods/p?gracePeriodSeconds=0")).ShouldBe(200);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        await silo.PodAsync(ns, "p");
        (await silo.CodeOfAsync(token)).ShouldBe(401, "another pod of the same name");
        (await silo.ReviewAsync(token)).GetProperty("error").GetString()!.ShouldContain("does not match service account pod ref claim");
    }

    [Fact]
    public async Task Bound_to_a_secret_it_ends_with_the_secret()
    {
        var ns = await silo.WithRobotAsync();
        await silo.MakeAsync($"namespaces/{ns}/secrets", """{"metadata":{"name":"s"}}""");
        var token = await silo.TokenAsync(ns, """{"boundObjectRef":{"apiVersion":"v1","kind":"Secret","name":"s"}}""");
        (await silo.CodeOfAsync(token)).ShouldBe(200);
        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}/secrets/s")).ShouldBe(200);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe("[invalid bearer token, service account token has been invalidated]");
    }

    [Fact]
    public async Task Bound_to_a_node_it_ends_with_the_node()
    {
        var ns = await silo.WithRobotAsync();
        var uid = await silo.MakeAsync("nodes", $$$"""{"metadata":{"name":"{{{ns}}}"}}""");
        var token = await silo.TokenAsync(ns, $$$"""{"boundObjectRef":{"apiVersion":"v1","kind":"Node","name":"{{{ns}}}"}}""");
        (await silo.ReviewAsync(token)).GetProperty("user").GetProperty("extra").GetProperty("authentication.kubernetes.io/node-uid")[0].GetString().ShouldBe(uid);
        (await silo.Api.DeleteAsync($"/api/v1/nodes/{ns}")).ShouldBe(200);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
    }

    [Fact]
    public async Task It_ends_with_the_account()
    {
        var ns = await silo.WithRobotAsync();
        var token = await silo.TokenAsync(ns);
        (await silo.Api.DeleteAsync($"/api/v1/namespaces/{ns}/serviceaccounts/robot")).ShouldBe(200);
        (await silo.CodeOfAsync(token)).ShouldBe(401);
        (await silo.ReviewAsync(token)).GetProperty("error").GetString().ShouldBe("[invalid bearer token, serviceaccounts \"robot\" not found]");
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"robot"}}""")).ShouldBe(201);
        (await silo.CodeOfAsync(token)).ShouldBe(401, "another account of the same name");
    }

    [Fact]
    public async Task What_it_cannot_be_bound_to_is_refused()
    {
        var ns = await silo.WithRobotAsync();
        await silo.PodAsync(ns, "p", account: "default");
        await silo.MakeAsync($"namespaces/{ns}/secrets", """{"metadata":{"name":"s"}}""");
        (await silo.RequestTokenAsync(ns, """{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p"}}""")).ShouldBeStatus(
            400, "BadRequest", "cannot bind token for serviceaccount \"robot\" to pod running with different serviceaccount name.");
        (await silo.RequestTokenAsync(ns, """{"boundObjectRef":{"apiVersion":"v1","kind":"Secret","name":"none"}}""")).ShouldBeStatus(404, "NotFound", "secrets \"none\" not found");
        (await silo.RequestTokenAsync(ns, """{"boundObjectRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"}}""")).ShouldBeStatus(
            400, "BadRequest", "cannot bind token to object of type apps/v1, Kind=Deployment");
        (await silo.RequestTokenAsync(ns, """{"boundObjectRef":{"apiVersion":"v1","kind":"Secret","name":"s","uid":"other"}}""")).ShouldBe(409).Message.ShouldEndWith(
            "the UID in the bound object reference (other) does not match the UID in record. The object might have been deleted and then recreated");
        (await silo.RequestTokenAsync(ns, account: "nobody")).ShouldBeStatus(404, "NotFound", "serviceaccounts \"nobody\" not found");
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts/robot/token", """{"metadata":{"name":"x"}}""")).ShouldBeStatus(
            422, "Invalid", "TokenRequest.authentication.k8s.io \"robot\" is invalid: metadata.name: Invalid value: \"x\": must match the service account name if specified");
    }

    [Fact]
    public async Task The_token_of_a_pods_volume_lives_longer_than_it_says()
    {
        var ns = await silo.WithRobotAsync();
        await silo.PodAsync(ns, "p");
        var answer = (await silo.RequestTokenAsync(ns, """{"expirationSeconds":3607,"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p"}}""")).ShouldBe(201);
        var claims = Accounts.Part(answer.Json.GetProperty("status").GetProperty("token").GetString()!, 1);
        var issued = claims.GetProperty("iat").GetInt64();
        claims.GetProperty("exp").GetInt64().ShouldBe(issued + (365 * 24 * 3600));
        claims.GetProperty("kubernetes.io").GetProperty("warnafter").GetInt64().ShouldBe(issued + 3607);
        answer.Json.GetProperty("status").GetProperty("expirationTimestamp").GetDateTimeOffset().ToUnixTimeSeconds().ShouldBe(issued + 3607);
    }

    [Fact]
    public async Task A_node_gets_tokens_of_its_own_pods_alone()
    {
        var ns = await silo.WithRobotAsync();
        var uid = await silo.PodAsync(ns, "mine", node: "n1");
        var other = await silo.PodAsync(ns, "others", node: "n2");
        using var http = silo.Client(certificate: silo.Pki.IssueNode("n1"));
        var node = new ApiClient(http);
        var path = $"/api/v1/namespaces/{ns}/serviceaccounts/robot/token";
        (await node.PostAsync(path, BoundTo("mine", uid))).ShouldBe(201);
        (await node.PostAsync(path, BoundTo("others", other))).ShouldBe(403);
        (await node.PostAsync(path, "{}")).ShouldBe(403);
        (await node.PostAsync(path.Replace("robot", "default", StringComparison.Ordinal), BoundTo("mine", uid))).Code.ShouldBeOneOf(400, 403);

        static string BoundTo(string pod, string uid) => $$$"""{"spec":{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"{{{pod}}}","uid":"{{{uid}}}" } } }""";
    }

    [Fact]
    public async Task Discovery_shows_it()
    {
        var resources = (await silo.Api.GetAsync("/api/v1")).ShouldBe(200).Json.GetProperty("resources").EnumerateArray();
        var token = resources.Single(resource => resource.GetProperty("name").GetString() == "serviceaccounts/token");
        token.GetProperty("group").GetString().ShouldBe("authentication.k8s.io");
        token.GetProperty("version").GetString().ShouldBe("v1");
        token.GetProperty("kind").GetString().ShouldBe("TokenRequest");
        token.GetProperty("verbs").EnumerateArray().Select(verb => verb.GetString()).ShouldBe(["create"]);
    }

    [Fact]
    public async Task It_speaks_protobuf()
    {
        var ns = await silo.WithRobotAsync();
        const string Protobuf = "application/vnd.kubernetes.protobuf";
        var path = $"/api/v1/namespaces/{ns}/serviceaccounts/robot/token";
        var answer = (await silo.Api.PostAsync(path, """{"spec":{"expirationSeconds":700}}""", accept: Protobuf)).ShouldBe(201);
        answer.ContentType.ShouldBe(Protobuf);
        (await silo.Api.SendAsync(HttpMethod.Post, path, answer.Bytes, Protobuf, null)).ShouldBe(201).Json.GetProperty("spec").GetProperty("expirationSeconds").GetInt64().ShouldBe(700);
    }
}
