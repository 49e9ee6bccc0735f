using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.KubernetesService;

[Collection(SiloCollection.Name)]
public sealed class KubernetesServiceTests(SiloFixture silo)
{
    private const string Service = "/api/v1/namespaces/default/services/kubernetes";
    private const string Endpoints = "/api/v1/namespaces/default/endpoints/kubernetes";
    private const string Slice = "/apis/discovery.k8s.io/v1/namespaces/default/endpointslices/kubernetes";
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task The_service_has_the_first_address_and_leads_to_this_server()
    {
        var spec = (await _api.GetAsync(Service)).ShouldBe(200).Json.GetProperty("spec");
        spec.GetProperty("clusterIP").GetString().ShouldBe("10.96.0.1");
        var port = spec.GetProperty("ports")[0];
        (port.GetProperty("name").GetString(), port.GetProperty("port").GetInt32(), port.GetProperty("targetPort").GetInt32()).ShouldBe(("https", 443, silo.Address.Port));

        if ((await _api.GetAsync(Slice)) is { Code: 200 } slice)
        {
            slice.Json.GetProperty("ports")[0].GetProperty("port").GetInt32().ShouldBe(silo.Address.Port);
            var subset = (await _api.GetAsync(Endpoints)).ShouldBe(200).Json.GetProperty("subsets")[0];
            subset.GetProperty("ports")[0].GetProperty("port").GetInt32().ShouldBe(silo.Address.Port);
            subset.GetProperty("addresses")[0].GetProperty("ip").GetString().ShouldBe(slice.Json.GetProperty("endpoints")[0].GetProperty("addresses")[0].GetString());
        }
    }

    [Fact]
    public async Task It_comes_back_when_it_is_deleted_or_changed()
    {
        foreach (var path in new[] { Service, Endpoints, Slice })
        {
            var before = await _api.GetAsync(path);
            if (before.Code == 404)
            {
                continue; // a machine without a network has no address to tell
            }

            var name = path[(path.LastIndexOf('/') + 1)..];
            using var watch = await _api.WatchAsync($"{path[..path.LastIndexOf('/')]}?watch=true&fieldSelector=metadata.name%3D{name}&resourceVersion={before.ResourceVersion}");
            (await _api.DeleteAsync(path)).ShouldBe(200);
            (await watch.NextTextAsync()).ShouldBe("DELETED kubernetes");
            (await watch.NextTextAsync()).ShouldBe("ADDED kubernetes");
        }

        (await _api.GetAsync(Service)).Json.GetProperty("spec").GetProperty("clusterIP").GetString().ShouldBe("10.96.0.1");
    }

    [Fact]
    public async Task Its_address_is_taken()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/services",
            """{"apiVersion":"v1","kind":"Service","metadata":{"name":"thief"},"spec":{"clusterIP":"10.96.0.1","ports":[{"port":443}]}}"""))
            .ShouldBe(422).Message.ShouldContain("provided IP is already allocated");
    }
}
