using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Writes;

[Collection(SiloCollection.Name)]
public sealed class SubresourceTests(SiloFixture silo)
{
    private const string Strategic = "application/strategic-merge-patch+json";
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task An_ephemeral_container_is_added_and_stays_as_it_is()
    {
        var (ns, path) = await PodAsync();
        var added = (await _api.PatchAsync(
            $"{path}/ephemeralcontainers",
            """{"metadata":{"labels":{"not":"mine"}},"spec":{"ephemeralContainers":[{"name":"debugger","image":"busybox","stdin":true,"tty":true,"targetContainerName":"web"}]}}""",
            Strategic)).ShouldBe(200);
        added.Kind.ShouldBe("Pod");
        var container = added.Json.GetProperty("spec").GetProperty("ephemeralContainers")[0];
        container.GetProperty("terminationMessagePolicy").GetString().ShouldBe("File");
        container.GetProperty("imagePullPolicy").GetString().ShouldBe("Always");
        added.Json.GetProperty("metadata").TryGetProperty("labels", out _).ShouldBeFalse();
        added.Json.GetProperty("metadata").GetProperty("generation").GetInt64().ShouldBe(2);

        (await _api.PatchAsync($"{path}/ephemeralcontainers", """{"spec":{"ephemeralContainers":[{"name":"debugger","image":"other"}]}}""", Strategic))
            .ShouldBe(422).Message.ShouldContain("existing ephemeral containers \"debugger\" may not be changed");
        (await _api.PatchAsync($"{path}/ephemeralcontainers", """{"spec":{"ephemeralContainers":[]}}"""))
            .ShouldBe(422).Message.ShouldContain("existing ephemeral containers \"debugger\" may not be removed");
        (await _api.PatchAsync(
            $"{path}/ephemeralcontainers",
            """{"spec":{"ephemeralContainers":[{"name":"web","image":"b","ports":[{"containerPort":1}],"targetContainerName":"none"}]}}""",
            Strategic)).ShouldBe(422).Message.ShouldSatisfyAllConditions(
            message => message.ShouldContain("spec.ephemeralContainers[0].name: Duplicate value: \"web\""),
            message => message.ShouldContain("spec.ephemeralContainers[0].targetContainerName: Not found: \"none\""),
            message => message.ShouldContain("spec.ephemeralContainers[0].ports: Forbidden: cannot be set for an Ephemeral Container"));
        (await _api.GetAsync($"{path}/ephemeralcontainers")).ShouldBe(200).Kind.ShouldBe("Pod");
        ns.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_resize_changes_cpu_and_memory_only()
    {
        var (_, path) = await PodAsync();
        var resized = (await _api.PatchAsync(
            $"{path}/resize", """{"spec":{"containers":[{"name":"web","image":"another","resources":{"requests":{"cpu":"200m"}}}]}}""", Strategic)).ShouldBe(200);
        var container = resized.Json.GetProperty("spec").GetProperty("containers")[0];
        container.GetProperty("image").GetString().ShouldBe("nginx");
        container.GetProperty("resources").GetProperty("requests").GetProperty("cpu").GetString().ShouldBe("200m");

        (await _api.PatchAsync($"{path}/resize", """{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":null}}}]}}""", Strategic))
            .ShouldBe(422).Message.ShouldContain("resource requests cannot be removed");
        (await _api.PatchAsync(
            $"{path}/resize",
            """{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"1","memory":"1Gi"},"limits":{"cpu":"1","memory":"1Gi"}}}]}}""",
            Strategic)).ShouldBe(422).Message.ShouldContain("Pod QOS Class may not change as a result of resizing");
        (await _api.PatchAsync($"{path}", """{"spec":{"containers":[{"name":"web","resources":{"requests":{"cpu":"300m"}}}]}}""", Strategic)).ShouldBe(422);
    }

    [Fact]
    public async Task An_eviction_is_understood_in_either_version()
    {
        var (ns, path) = await PodAsync();
        (await _api.PostAsync($"{path}/eviction?dryRun=All", """{"apiVersion":"policy/v1beta1","kind":"Eviction","metadata":{"name":"web"}}""")).ShouldBe(201);
        (await _api.PostAsync($"{path}/eviction", $$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web","namespace":"{{{ns}}}"} }""")).ShouldBe(201)
            .Json.GetProperty("status").GetString().ShouldBe("Success");
        (await _api.GetAsync(path)).ShouldBe(404);
    }

    [Fact]
    public async Task A_protobuf_binding_is_understood()
    {
        var (_, path) = await PodAsync();
        var binding = new List<byte>(Encoding.Latin1.GetBytes("k8s\0"));
        byte[] target = [0x12, 0x0c, 0x0a, 0x04, .. "Node"u8, 0x1a, 0x04, .. "node"u8];
        byte[] unknown = [0x0a, 0x0d, 0x0a, 0x02, .. "v1"u8, 0x12, 0x07, .. "Binding"u8, 0x12, (byte)target.Length, .. target];
        binding.AddRange(unknown);
        (await _api.SendAsync(HttpMethod.Post, $"{path}/binding", [.. binding], "application/vnd.kubernetes.protobuf", "application/json")).ShouldBe(201);
        (await _api.GetAsync(path)).Json.GetProperty("spec").GetProperty("nodeName").GetString().ShouldBe("node");
    }

    [Fact]
    public async Task A_scale_is_read_changed_and_checked()
    {
        var ns = await silo.NamespaceAsync();
        foreach (var (group, resource, kind) in new[] { ("apis/apps/v1", "deployments", "Deployment"), ("apis/apps/v1", "replicasets", "ReplicaSet"), ("apis/apps/v1", "statefulsets", "StatefulSet") })
        {
            (await _api.PostAsync(
                $"/{group}/namespaces/{ns}/{resource}",
                $$$"""
                {"apiVersion":"apps/v1","kind":"{{{kind}}}","metadata":{"name":"web"},"spec":{"replicas":0,"serviceName":"s","selector":{"matchLabels":{"app":"{{{resource}}}"} },
                 "template":{"metadata":{"labels":{"app":"{{{resource}}}"} },"spec":{"containers":[{"name":"a","image":"a:1"}]} } } }
                """)).ShouldBe(201);
            var path = $"/{group}/namespaces/{ns}/{resource}/web/scale";
            var scale = (await _api.GetAsync(path)).ShouldBe(200);
            scale.Json.GetProperty("apiVersion").GetString().ShouldBe("autoscaling/v1");
            scale.Json.GetProperty("status").GetProperty("selector").GetString().ShouldBe($"app={resource}");
            (await _api.PutAsync(path, $$$"""{"apiVersion":"autoscaling/v1","kind":"Scale","metadata":{"name":"web","namespace":"{{{ns}}}"},"spec":{"replicas":0} }""")).ShouldBe(200);
            (await _api.PatchAsync(path, """{"metadata":{"resourceVersion":"1"},"spec":{"replicas":2}}""")).ShouldBe(409);
            (await _api.PatchAsync(path, """{"spec":{"replicas":-1}}""")).ShouldBe(422).Message.ShouldContain("spec.replicas: Invalid value: -1: must be greater than or equal to 0");
            (await _api.PatchAsync(path, """{"spec":{"replicas":3}}""")).ShouldBe(200).Kind.ShouldBe("Scale");
            (await _api.GetAsync(path[..^6])).Json.GetProperty("spec").GetProperty("replicas").GetInt32().ShouldBe(3);
            (await _api.GetAsync(path, "application/vnd.kubernetes.protobuf")).ShouldBe(200).ContentType.ShouldBe("application/vnd.kubernetes.protobuf");
        }
    }

    private async Task<(string Namespace, string Path)> PodAsync()
    {
        var ns = await silo.NamespaceAsync();
        (await _api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods",
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"},"spec":{"schedulerName":"none","containers":[{"name":"web","image":"nginx","resources":{"requests":{"cpu":"100m"}}}]}}"""))
            .ShouldBe(201);
        return (ns, $"/api/v1/namespaces/{ns}/pods/web");
    }
}
