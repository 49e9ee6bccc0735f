using System.Net;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Connections;

[Collection(SiloCollection.Name)]
public sealed class ConnectTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("exec?command=ls")]
    [InlineData("attach")]
    [InlineData("portforward")]
    public async Task A_stream_is_checked_before_it_is_opened(string stream)
    {
        var ns = await silo.NamespaceAsync();
        var path = $"/api/v1/namespaces/{ns}/pods/web/{stream}";
        (await _api.GetAsync(path)).ShouldBeStatus(404, "NotFound", "pods \"web\" not found");
        await PodAsync(ns);
        (await _api.GetAsync(path)).ShouldBeStatus(400, "BadRequest", "pod web does not have a host assigned");
        await BindAsync(ns);
        (await _api.GetAsync(path)).ShouldBeStatus(400, "BadRequest", "Upgrade request required");
        (await _api.PostAsync(path, "")).ShouldBeStatus(400, "BadRequest", "Upgrade request required");
        (await UpgradeAsync(path)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await _api.PutAsync(path, "{}")).ShouldBe(405);
    }

    [Fact]
    public async Task The_container_must_be_one_of_the_pods()
    {
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns, """{"name":"a","image":"a"},{"name":"b","image":"b"}""");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/web/exec?container=c&command=ls")).ShouldBeStatus(400, "BadRequest", "container c is not valid for pod web");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/web/exec?command=ls"))
            .ShouldBeStatus(400, "BadRequest", "a container name must be specified for pod web, choose one of: [a b]");
    }

    [Fact]
    public async Task A_proxy_finds_what_it_stands_for()
    {
        var ns = await silo.NamespaceAsync();
        await PodAsync(ns);
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/http:web:80/proxy/metrics/deep/path")).ShouldBeStatus(400, "BadRequest", "address not allowed");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/pods/ftp:web:80/proxy/")).ShouldBeStatus(400, "BadRequest", "invalid pod request \"ftp:web:80\"");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/services/none/proxy")).ShouldBeStatus(404, "NotFound", "services \"none\" not found");
        (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/services",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"ports":[{"port":80}],"selector":{"app":"none"}}}""")).ShouldBe(201);
        (await _api.DeleteAsync($"/api/v1/namespaces/{ns}/services/web:81/proxy/x")).ShouldBe(503).Message.ShouldBe("no service port \"81\" found for service \"web\"");
        (await _api.GetAsync($"/api/v1/namespaces/{ns}/services/web:80/proxy/x")).ShouldBe(503).Message.ShouldBe("no endpoints available for service \"web\"");
        (await _api.GetAsync("/api/v1/nodes/none/proxy/stats/summary")).ShouldBeStatus(404, "NotFound", "nodes \"none\" not found");
    }

    [Fact]
    public async Task Who_may_do_nothing_may_not_connect()
    {
        var nobody = new ApiClient(silo.Client(SiloFixture.NobodyToken));
        (await nobody.GetAsync("/api/v1/namespaces/default/pods/web/exec")).ShouldBe(403).Message.ShouldContain("cannot get resource \"pods/exec\"");
        (await nobody.PostAsync("/api/v1/namespaces/default/pods/web/exec", "")).ShouldBe(403).Message.ShouldContain("cannot create resource \"pods/exec\"");
    }

    private async Task PodAsync(string ns, string containers = """{"name":"web","image":"nginx"}""") =>
        (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods",
            $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"schedulerName":"none","containers":[{{{containers}}}]}}""")).ShouldBe(201);

    private async Task BindAsync(string ns) =>
        (await _api.PostAsync($"/api/v1/namespaces/{ns}/bindings", """{"apiVersion":"v1","kind":"Binding","metadata":{"name":"web"},"target":{"kind":"Node","name":"node"}}""")).ShouldBe(201);

    private async Task<HttpStatusCode> UpgradeAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "SPDY/3.1");
        using var response = await _api.Http.SendAsync(request);
        return response.StatusCode;
    }
}
