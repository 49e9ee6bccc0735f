using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Reads;

/// <summary>The fields by which built-in kinds are selected, over HTTP.</summary>
[Collection(SiloCollection.Name)]
public sealed class FieldSelectorTests(SiloFixture silo)
{
    private const string Template = "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";
    private readonly ApiClient _api = silo.Api;

    [Theory]
    [InlineData("spec.nodeName=n1", "on")]
    [InlineData("spec.nodeName=", "off")]
    [InlineData("spec.nodeName!=n1", "off")]
    [InlineData("status.phase=Pending", "off,on")]
    [InlineData("status.phase=Running", "")]
    [InlineData("spec.restartPolicy=Never", "off")]
    [InlineData("spec.schedulerName=mine,spec.nodeName=n1", "on")]
    [InlineData("spec.serviceAccountName=default", "off,on")]
    [InlineData("spec.hostNetwork=true", "on")]
    [InlineData("status.podIP=", "off,on")]
    [InlineData("status.nominatedNodeName=x", "")]
    public async Task Pods(string selector, string expected)
    {
        var ns = await NamespaceAsync();
        await MakeAsync($"/api/v1/namespaces/{ns}/pods", "v1", "Pod", "on", """ "spec":{"nodeName":"n1","schedulerName":"mine","hostNetwork":true,"containers":[{"name":"c","image":"i"}]} """);
        await MakeAsync($"/api/v1/namespaces/{ns}/pods", "v1", "Pod", "off", """ "spec":{"schedulerName":"mine","restartPolicy":"Never","containers":[{"name":"c","image":"i"}]} """);
        (await SelectAsync($"/api/v1/namespaces/{ns}/pods", selector)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("involvedObject.name=p", "one")]
    [InlineData("involvedObject.kind=Pod,reason=Started", "one")]
    [InlineData("type!=Warning", "one")]
    [InlineData("source=kubelet", "one")]
    [InlineData("reportingComponent=", "one,two")]
    public async Task Events(string selector, string expected)
    {
        var ns = await NamespaceAsync();
        await MakeAsync($"/api/v1/namespaces/{ns}/events", "v1", "Event", "one", $$""" "involvedObject":{"kind":"Pod","name":"p","namespace":"{{ns}}"},"reason":"Started","type":"Normal","source":{"component":"kubelet"} """);
        await MakeAsync($"/api/v1/namespaces/{ns}/events", "v1", "Event", "two", $$""" "involvedObject":{"kind":"Node","name":"n","namespace":"{{ns}}"},"reason":"Gone","type":"Warning" """);
        (await SelectAsync($"/api/v1/namespaces/{ns}/events", selector)).ShouldBe(expected);
    }

    [Fact]
    public async Task Secrets_by_type()
    {
        var ns = await NamespaceAsync();
        await MakeAsync($"/api/v1/namespaces/{ns}/secrets", "v1", "Secret", "a", " \"type\":\"example.com/x\" ");
        await MakeAsync($"/api/v1/namespaces/{ns}/secrets", "v1", "Secret", "b", " \"type\":\"Opaque\" ");
        (await SelectAsync($"/api/v1/namespaces/{ns}/secrets", "type=example.com/x")).ShouldBe("a");
    }

    [Fact]
    public async Task Services_by_type()
    {
        var ns = await NamespaceAsync();
        await MakeAsync($"/api/v1/namespaces/{ns}/services", "v1", "Service", "headless", """ "spec":{"clusterIP":"None","ports":[{"port":80}]} """);
        await MakeAsync($"/api/v1/namespaces/{ns}/services", "v1", "Service", "named", """ "spec":{"type":"ExternalName","externalName":"a.b"} """);
        (await SelectAsync($"/api/v1/namespaces/{ns}/services", "spec.type=ExternalName")).ShouldBe("named");
        (await SelectAsync($"/api/v1/namespaces/{ns}/services", "spec.clusterIP=None")).ShouldBe("headless");
    }

    [Fact]
    public async Task Workloads_by_what_has_become_of_them()
    {
        var ns = await NamespaceAsync();
        await MakeAsync($"/apis/batch/v1/namespaces/{ns}/jobs", "batch/v1", "Job", "j", $$""" "spec":{"suspend":true,{{Template}}} """);
        (await SelectAsync($"/apis/batch/v1/namespaces/{ns}/jobs", "status.successful=0")).ShouldBe("j");
        (await SelectAsync($"/apis/batch/v1/namespaces/{ns}/jobs", "status.successful=1")).ShouldBe("");
        var template = Template.Replace("Never", "Always");
        await MakeAsync($"/apis/apps/v1/namespaces/{ns}/replicasets", "apps/v1", "ReplicaSet", "r", "\"spec\":{\"replicas\":0,\"selector\":{\"matchLabels\":{\"a\":\"b\"}}," + template + "}");
        (await SelectAsync($"/apis/apps/v1/namespaces/{ns}/replicasets", "status.replicas=0")).ShouldBe("r");
        (await SelectAsync($"/apis/apps/v1/namespaces/{ns}/replicasets", "status.replicas!=0")).ShouldBe("");
    }

    [Fact]
    public async Task Namespaces_and_nodes()
    {
        var ns = await silo.NamespaceAsync();
        (await SelectAsync("/api/v1/namespaces", $"status.phase=Active,metadata.name={ns}")).ShouldBe(ns);
        (await SelectAsync("/api/v1/namespaces", $"status.phase=Terminating,metadata.name={ns}")).ShouldBe("");
        await MakeAsync("/api/v1/nodes", "v1", "Node", ns, " \"spec\":{\"unschedulable\":true} ");
        (await SelectAsync("/api/v1/nodes", $"spec.unschedulable=true,metadata.name={ns}")).ShouldBe(ns);
        (await SelectAsync("/api/v1/nodes", $"spec.unschedulable=false,metadata.name={ns}")).ShouldBe("");
        (await _api.DeleteAsync($"/api/v1/nodes/{ns}")).ShouldBe(200);
    }

    [Theory]
    [InlineData("/api/v1/pods", "field label not supported: spec.foo")]
    [InlineData("/api/v1/nodes", "field label not supported: spec.foo")]
    [InlineData("/api/v1/events", "field label not supported: spec.foo")]
    [InlineData("/apis/batch/v1/jobs", "field label \"spec.foo\" not supported for batchv1.Job")]
    [InlineData("/apis/certificates.k8s.io/v1/certificatesigningrequests", "field label not supported: spec.foo")]
    [InlineData("/apis/apps/v1/deployments", "\"spec.foo\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\"")]
    public async Task Others_are_refused(string path, string message) =>
        (await _api.GetAsync(path + "?fieldSelector=spec.foo%3Dbar")).ShouldBeStatus(400, "BadRequest", message);

    private async Task<string> NamespaceAsync()
    {
        var ns = await silo.NamespaceAsync();
        await _api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"default"}}""");
        return ns;
    }

    private async Task MakeAsync(string path, string apiVersion, string kind, string name, string fields) =>
        (await _api.PostAsync(path, "{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"" + kind + "\",\"metadata\":{\"name\":\"" + name + "\"}," + fields + "}")).ShouldBe(201);

    private async Task<string> SelectAsync(string path, string selector) =>
        string.Join(',', (await _api.GetAsync($"{path}?fieldSelector={Uri.EscapeDataString(selector)}")).ShouldBe(200).Names);
}
