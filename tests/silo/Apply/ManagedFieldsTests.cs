using System.Net;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Apply;

/// <summary>Whose fields are whose after writes of every form.</summary>
[Collection(SiloCollection.Name)]
public sealed class ManagedFieldsTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("kubectl/v1.35.0 (linux/amd64) kubernetes/1234567", "kubectl")]
    [InlineData("my tool", "my tool")]
    [InlineData(null, "unknown")]
    public async Task A_client_that_does_not_say_who_it_is_is_known_by_its_user_agent(string? userAgent, string manager)
    {
        var ns = await silo.NamespaceAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/namespaces/{ns}/configmaps")
        {
            Version = HttpVersion.Version20,
            Content = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"1"}}""", Encoding.UTF8, "application/json"),
        };
        if (userAgent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        }

        using var response = await _api.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        Managers(await _api.GetAsync($"/api/v1/namespaces/{ns}/configmaps/a")).ShouldBe([manager + """ Update  {"f:data":{".":{},"f:x":{}}}"""]);
    }

    [Fact]
    public async Task Every_form_of_write_is_tracked()
    {
        var (path, _) = await MapAsync("""{"x":"1"}""");
        await _api.PatchAsync(path + "?fieldManager=merge", """{"data":{"m":"1"}}""");
        await _api.PatchAsync(path + "?fieldManager=json", """[{"op":"add","path":"/data/j","value":"1"}]""", "application/json-patch+json");
        await _api.PatchAsync(path + "?fieldManager=strategic", """{"data":{"s":"1"}}""", "application/strategic-merge-patch+json");
        await _api.PutAsync(path + "?fieldManager=put", (await _api.GetAsync(path)).Text.Replace("\"x\":\"1\"", "\"x\":\"2\""));
        Managers(await _api.GetAsync(path)).Order().ShouldBe([
            """json Update  {"f:data":{"f:j":{}}}""", """made Update  {"f:data":{}}""", """merge Update  {"f:data":{"f:m":{}}}""",
            """put Update  {"f:data":{"f:x":{}}}""", """strategic Update  {"f:data":{"f:s":{}}}"""]);
    }

    [Fact]
    public async Task A_write_that_changes_nothing_changes_no_version()
    {
        var (path, made) = await MapAsync("""{"x":"1"}""");
        (await _api.PutAsync(path + "?fieldManager=other", made.Text)).ShouldBe(200).ResourceVersion.ShouldBe(made.ResourceVersion);
        (await _api.PatchAsync(path + "?fieldManager=other", """{"data":{"x":"1"}}""")).ShouldBe(200).ResourceVersion.ShouldBe(made.ResourceVersion);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[{}]")]
    public async Task Tracking_can_be_reset(string managed)
    {
        var (path, _) = await MapAsync("""{"x":"1"}""");
        var reset = (await _api.PatchAsync(path, $$$"""{"metadata":{"managedFields":{{{managed}}}}}""")).ShouldBe(200);
        reset.Json.GetProperty("metadata").TryGetProperty("managedFields", out _).ShouldBeFalse();
        (await _api.PatchAsync(path + "?fieldManager=a", "{apiVersion: v1, kind: ConfigMap, data: {z: '1'}}", "application/apply-patch+yaml")).ShouldBe(200);
        Managers(await _api.GetAsync(path)).ShouldBe([
            """a Apply  {"f:data":{"f:z":{}}}""", """before-first-apply Update  {"f:data":{".":{},"f:x":{}}}"""], ignoreOrder: true);
    }

    [Fact]
    public async Task A_client_that_leaves_managed_fields_out_keeps_them()
    {
        var (path, _) = await MapAsync("""{"x":"1"}""");
        (await _api.PutAsync(path + "?fieldManager=made", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"x":"1"}}""")).ShouldBe(200);
        Managers(await _api.GetAsync(path)).ShouldBe(["""made Update  {"f:data":{".":{},"f:x":{}}}"""]);
    }

    [Fact]
    public async Task Status_and_scale_are_tracked_apart_and_what_a_write_cannot_change_is_not()
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/apis/apps/v1/namespaces/{ns}/deployments/web";
        (await _api.PostAsync(
            $"/apis/apps/v1/namespaces/{ns}/deployments?fieldManager=made",
            """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"paused":true,"replicas":0,"selector":{"matchLabels":{"a":"b"}},
             "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}},"status":{"replicas":7}}
            """)).ShouldBe(201);
        (await _api.PatchAsync(path + "/scale?fieldManager=scaler", """{"spec":{"replicas":1}}""")).ShouldBe(200);
        (await _api.PatchAsync(path + "/status?fieldManager=reporter", """{"spec":{"replicas":5},"status":{"collisionCount":3}}""")).ShouldBe(200);
        var managers = Managers(await _api.GetAsync(path));
        managers.ShouldContain("""scaler Update scale {"f:spec":{"f:replicas":{}}}""");
        managers.ShouldContain("""reporter Update status {"f:status":{"f:collisionCount":{}}}""");
        managers.Single(manager => manager.StartsWith("made", StringComparison.Ordinal)).ShouldNotContain("f:status");
    }

    private static string[] Managers(ApiAnswer answer) =>
    [
        .. answer.Json.GetProperty("metadata").GetProperty("managedFields").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("manager").GetString()} {entry.GetProperty("operation").GetString()} {(entry.TryGetProperty("subresource", out var sub) ? sub.GetString() : "")} {entry.GetProperty("fieldsV1").GetRawText()}"),
    ];

    private async Task<(string Path, ApiAnswer Made)> MapAsync(string data)
    {
        var ns = await silo.NamespaceAsync();
        var made = await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/configmaps?fieldManager=made", $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{{{data}}}}""");
        return ($"/api/v1/namespaces/{ns}/configmaps/m", made.ShouldBe(201));
    }
}
