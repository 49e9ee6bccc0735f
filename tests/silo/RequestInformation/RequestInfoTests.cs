using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Tests.RequestInformation;

public sealed class RequestInfoTests
{
    [Theory]
    [InlineData("GET", "/api/v1/namespaces/ns/pods/p", "", "get |v1|ns|pods|p|")]
    [InlineData("GET", "/api/v1/namespaces/ns/pods/p", "?watch=true", "get |v1|ns|pods|p|")]
    [InlineData("GET", "/api/v1/namespaces/ns/pods", "", "list |v1|ns|pods||")]
    [InlineData("GET", "/api/v1/pods", "", "list |v1||pods||")]
    [InlineData("GET", "/api/v1/pods", "?watch=true", "watch |v1||pods||")]
    [InlineData("GET", "/api/v1/pods", "?watch=1", "watch |v1||pods||")]
    [InlineData("GET", "/api/v1/pods", "?watch=false", "list |v1||pods||")]
    [InlineData("GET", "/api/v1/pods", "?watch=true&fieldSelector=metadata.name%3Dp", "watch |v1||pods|p|")]
    [InlineData("GET", "/api/v1/watch/namespaces/ns/pods/p", "", "watch |v1|ns|pods|p|")]
    [InlineData("GET", "/api/v1/watch/pods", "", "watch |v1||pods||")]
    [InlineData("GET", "/api/v1/namespaces", "", "list |v1||namespaces||")]
    [InlineData("GET", "/api/v1/namespaces/ns", "", "get |v1|ns|namespaces|ns|")]
    [InlineData("PUT", "/api/v1/namespaces/ns/finalize", "", "update |v1|ns|namespaces|ns|finalize")]
    [InlineData("GET", "/api/v1/namespaces/ns/status", "", "get |v1|ns|namespaces|ns|status")]
    [InlineData("GET", "/apis/why.orchestrator.io/v1/namespaces/ns/why", "", "get why.orchestrator.io|v1|ns|namespaces|ns|why")]
    [InlineData("GET", "/apis/why.orchestrator.io/v1/namespaces/ns/pods/p/why", "", "get why.orchestrator.io|v1|ns|pods|p|why")]
    [InlineData("GET", "/apis/example.com/v1/namespaces/ns/why", "", "list example.com|v1|ns|why||")]
    [InlineData("POST", "/api/v1/namespaces/ns/pods", "", "create |v1|ns|pods||")]
    [InlineData("POST", "/api/v1/namespaces/ns/pods/p/binding", "", "create |v1|ns|pods|p|binding")]
    [InlineData("DELETE", "/api/v1/namespaces/ns/pods", "", "deletecollection |v1|ns|pods||")]
    [InlineData("DELETE", "/apis/apps/v1/namespaces/ns/deployments/d", "", "delete apps|v1|ns|deployments|d|")]
    [InlineData("PATCH", "/apis/apps/v1/namespaces/ns/deployments/d/scale", "", "patch apps|v1|ns|deployments|d|scale")]
    public void Resource_paths(string method, string path, string query, string expected)
    {
        var info = RequestInfoParser.Parse(method, path, query);
        info.IsResourceRequest.ShouldBeTrue();
        $"{info.Verb} {info.Group}|{info.Version}|{info.Namespace}|{info.Resource}|{info.Name}|{info.Subresource}".ShouldBe(expected);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/healthz")]
    [InlineData("/apiserver/v1/pods")]
    public void Other_paths(string path)
    {
        var info = RequestInfoParser.Parse("GET", path, null);
        info.IsResourceRequest.ShouldBeFalse();
        info.Verb.ShouldBe("get");
    }
}
