using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Authorization;

/// <summary>Requests that are to be taken for somebody else's.</summary>
[Collection(SiloCollection.Name)]
public sealed class ImpersonationTests(SiloFixture silo)
{
    [Fact]
    public async Task The_request_is_taken_for_the_other_user()
    {
        var http = silo.Client(SiloFixture.AdminToken);
        http.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        http.DefaultRequestHeaders.Add("Impersonate-Group", "a");
        http.DefaultRequestHeaders.Add("Impersonate-Uid", "42");
        http.DefaultRequestHeaders.Add("Impersonate-Extra-example.com%2fScopes", "view");
        var info = (await WhoAmIAsync(new ApiClient(http))).Json.GetProperty("status").GetProperty("userInfo").GetRawText();
        info.ShouldBe("""{"username":"jane","uid":"42","groups":["a","system:authenticated"],"extra":{"example.com/scopes":["view"]}}""");
    }

    [Fact]
    public async Task A_service_account_has_its_groups() =>
        (await WhoAmIAsync(silo.As("system:serviceaccount:ns:bot"))).Json.GetProperty("status").GetProperty("userInfo").GetProperty("groups").GetRawText()
            .ShouldBe("""["system:serviceaccounts","system:serviceaccounts:ns","system:authenticated"]""");

    [Fact]
    public async Task Anonymous_stays_unauthenticated() => (await silo.As("system:anonymous").GetAsync("/apis")).ShouldBe(403);

    [Fact]
    public async Task Who_may_not_is_told_so()
    {
        var http = silo.Client(SiloFixture.NobodyToken);
        http.DefaultRequestHeaders.Add("Impersonate-User", "jane");
        (await new ApiClient(http).GetAsync("/version")).ShouldBeStatus(
            403, "Forbidden", "users \"jane\" is forbidden: User \"nobody\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope");
    }

    [Fact]
    public async Task Each_thing_needs_its_own_right()
    {
        await silo.GrantEverywhereAsync(
            "nobody",
            """
            [{"apiGroups":[""],"resources":["users"],"resourceNames":["jim"],"verbs":["impersonate"]},
             {"apiGroups":["authentication.k8s.io"],"resources":["userextras/scopes"],"verbs":["impersonate"]}]
            """);
        (await SendAsync(("Impersonate-User", "jim"), ("Impersonate-Extra-Scopes", "x"))).ShouldBe(200);
        (await SendAsync(("Impersonate-User", "jim"), ("Impersonate-Extra-Other", "x"))).Message.ShouldBe(
            "userextras.authentication.k8s.io \"x\" is forbidden: User \"nobody\" cannot impersonate resource \"userextras/other\" in API group \"authentication.k8s.io\" at the cluster scope");
        (await SendAsync(("Impersonate-User", "jim"), ("Impersonate-Uid", "1"))).ShouldBe(403).Message.ShouldStartWith("uids.authentication.k8s.io \"1\" is forbidden");
        (await SendAsync(("Impersonate-User", "jim"), ("Impersonate-Group", "system:masters"))).ShouldBe(403).Message.ShouldStartWith("groups \"system:masters\" is forbidden");
        (await SendAsync(("Impersonate-User", "system:serviceaccount:ns:bot"))).ShouldBe(403).Message.ShouldBe(
            "serviceaccounts \"bot\" is forbidden: User \"nobody\" cannot impersonate resource \"serviceaccounts\" in API group \"\" in the namespace \"ns\"");
    }

    [Fact]
    public async Task Groups_alone_make_nobody()
    {
        var http = silo.Client(SiloFixture.AdminToken);
        http.DefaultRequestHeaders.Add("Impersonate-Group", "a");
        (await new ApiClient(http).GetAsync("/version")).ShouldBe(400).Message.ShouldEndWith("without impersonating a user");
    }

    private async Task<ApiAnswer> SendAsync(params (string Name, string Value)[] headers)
    {
        var http = silo.Client(SiloFixture.NobodyToken);
        foreach (var (name, value) in headers)
        {
            http.DefaultRequestHeaders.Add(name, value);
        }

        return await new ApiClient(http).GetAsync("/version");
    }

    private static async Task<ApiAnswer> WhoAmIAsync(ApiClient client) =>
        (await client.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}")).ShouldBe(201);
}
