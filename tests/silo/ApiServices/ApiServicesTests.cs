using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Schema;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ApiServices;

/// <summary>The API services that stand for what the server serves itself.</summary>
[Collection(SiloCollection.Name)]
public sealed class ApiServicesTests(SiloFixture silo)
{
    private const string Path = "/apis/apiregistration.k8s.io/v1/apiservices";

    [Fact]
    public async Task There_is_one_for_each_version_of_a_group()
    {
        var names = (await silo.Api.GetAsync(Path)).ShouldBe(200).Names;
        names.ShouldContain("v1.");
        names.ShouldContain("v1.apps");
        names.ShouldContain("v2.autoscaling");
        names.ShouldNotContain("v1.apiregistration.k8s.io");
        (await silo.Api.GetAsync(Path + "?labelSelector=kube-aggregator.kubernetes.io/automanaged%3Donstart")).Names.ShouldContain("v1.storage.k8s.io");
    }

    [Fact]
    public async Task They_follow_custom_resources()
    {
        const string Name = Path + "/v1.apiservices.example.com";
        var watch = await silo.Api.WatchAsync(Path + "?watch=true&fieldSelector=metadata.name%3Dv1.apiservices.example.com");
        using (watch)
        {
            silo.Kinds.Set(Kind());
            (await watch.NextTextAsync()).ShouldBe("ADDED v1.apiservices.example.com");
            var service = (await silo.Api.GetAsync(Name)).ShouldBe(200).Json;
            service.GetProperty("metadata").GetProperty("labels").GetProperty("kube-aggregator.kubernetes.io/automanaged").GetString().ShouldBe("true");
            service.GetProperty("spec").GetProperty("groupPriorityMinimum").GetInt32().ShouldBe(1000);
            silo.Kinds.Remove(new GroupResource("apiservices.example.com", "things"));
            (await watch.NextTextAsync()).ShouldBe("DELETED v1.apiservices.example.com");
        }
    }

    private static KindDescriptor Kind() => new()
    {
        Group = "apiservices.example.com",
        Version = "v1",
        Kind = "Thing",
        Resource = "things",
        Singular = "thing",
        ListKind = "ThingList",
        Namespaced = true,
        Verbs = ["create", "delete", "get", "list", "watch"],
        Codec = KindCodec.Unstructured,
        SchemaFactory = () => TypeSchemas.Get("core/v1.ConfigMap"),
    };
}
