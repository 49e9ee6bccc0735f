using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Events;

[Collection(SiloCollection.Name)]
public sealed class EventApiTests(SiloFixture silo)
{
    private readonly ApiClient _api = silo.Api;

    [Fact]
    public async Task Both_groups_show_one_store()
    {
        var ns = await silo.NamespaceAsync();
        var (core, newer) = ($"/api/v1/namespaces/{ns}/events", $"/apis/events.k8s.io/v1/namespaces/{ns}/events");
        using var watch = await _api.WatchAsync($"{newer}?watch=true&fieldSelector=regarding.name%3Dp");
        (await _api.PostAsync(
            core,
            $$$"""
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"a"},"involvedObject":{"kind":"Pod","namespace":"{{{ns}}}","name":"p"},
             "reason":"Pulled","message":"there","type":"Normal","source":{"component":"agent"},"count":3,"firstTimestamp":"2026-01-01T11:00:00Z","lastTimestamp":"2026-01-01T11:10:00Z"}
            """)).ShouldBe(201);
        (await _api.PostAsync(
            newer,
            $$$"""
            {"apiVersion":"events.k8s.io/v1","kind":"Event","metadata":{"name":"b"},"regarding":{"kind":"Pod","namespace":"{{{ns}}}","name":"q"},"reason":"Scheduled","note":"to a node",
             "action":"Binding","type":"Normal","eventTime":"2026-01-01T11:00:00.000001Z","reportingController":"scheduler","reportingInstance":"s-1"}
            """)).ShouldBe(201).Json.GetProperty("apiVersion").GetString().ShouldBe("events.k8s.io/v1");

        var asNew = (await _api.GetAsync($"{newer}/a")).ShouldBe(200).Json;
        asNew.GetProperty("note").GetString().ShouldBe("there");
        asNew.GetProperty("deprecatedCount").GetInt32().ShouldBe(3);
        asNew.GetProperty("deprecatedSource").GetProperty("component").GetString().ShouldBe("agent");
        var asCore = (await _api.GetAsync($"{core}/b")).ShouldBe(200).Json;
        asCore.GetProperty("message").GetString().ShouldBe("to a node");
        asCore.GetProperty("reportingComponent").GetString().ShouldBe("scheduler");
        asCore.GetProperty("involvedObject").GetProperty("name").GetString().ShouldBe("q");

        (await _api.GetAsync($"{core}?fieldSelector=involvedObject.name%3Dp,reason%3DPulled,source%3Dagent")).Names.ShouldBe(["a"]);
        (await _api.GetAsync($"{newer}?fieldSelector=regarding.kind%3DPod,reportingController%3Dscheduler")).Names.ShouldBe(["b"]);
        (await _api.GetAsync($"{newer}?fieldSelector=involvedObject.name%3Dp")).ShouldBe(400).Message.ShouldBe("field label not supported: involvedObject.name");

        var seen = (await watch.NextAsync())!.Value.GetProperty("object");
        seen.GetProperty("apiVersion").GetString().ShouldBe("events.k8s.io/v1");
        seen.GetProperty("regarding").GetProperty("name").GetString().ShouldBe("p");

        (await _api.PatchAsync($"{newer}/b", """{"series":{"count":2,"lastObservedTime":"2026-01-01T11:01:00.000000Z"}}""")).ShouldBe(200);
        (await _api.GetAsync($"{core}/b")).Json.GetProperty("series").GetProperty("count").GetInt32().ShouldBe(2);
        (await _api.PatchAsync($"{newer}/b", """{"note":"elsewhere"}""")).ShouldBe(200).Json.GetProperty("note").GetString().ShouldBe("elsewhere");
        (await _api.DeleteAsync($"{newer}/a")).ShouldBe(200);
        (await _api.GetAsync($"{core}/a")).ShouldBe(404);
    }

    [Fact]
    public async Task An_autoscaler_is_shown_in_either_version()
    {
        var ns = await silo.NamespaceAsync();
        var (old, now) = ($"/apis/autoscaling/v1/namespaces/{ns}/horizontalpodautoscalers", $"/apis/autoscaling/v2/namespaces/{ns}/horizontalpodautoscalers");
        (await _api.PostAsync(
            old,
            """{"apiVersion":"autoscaling/v1","kind":"HorizontalPodAutoscaler","metadata":{"name":"h"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"d","apiVersion":"apps/v1"},"maxReplicas":5,"targetCPUUtilizationPercentage":70}}"""))
            .ShouldBe(201).Json.GetProperty("spec").GetProperty("targetCPUUtilizationPercentage").GetInt32().ShouldBe(70);
        (await _api.GetAsync($"{now}/h")).ShouldBe(200).Json.GetProperty("spec").GetProperty("metrics")[0].GetProperty("resource").GetProperty("target")
            .GetProperty("averageUtilization").GetInt32().ShouldBe(70);
        (await _api.PatchAsync($"{now}/h", """{"spec":{"metrics":[{"type":"Resource","resource":{"name":"memory","target":{"type":"Utilization","averageUtilization":40}}}]}}""")).ShouldBe(200);
        var shown = (await _api.GetAsync($"{old}/h")).ShouldBe(200);
        shown.Json.GetProperty("spec").TryGetProperty("targetCPUUtilizationPercentage", out _).ShouldBeFalse();
        shown.Text.ShouldContain("autoscaling.alpha.kubernetes.io/metrics");
        (await _api.PatchAsync($"{old}/h", """{"spec":{"maxReplicas":7}}""")).ShouldBe(200);
        var spec = (await _api.GetAsync($"{now}/h")).Json.GetProperty("spec");
        spec.GetProperty("maxReplicas").GetInt32().ShouldBe(7);
        spec.GetProperty("metrics").GetArrayLength().ShouldBe(1);
        spec.GetProperty("metrics")[0].GetProperty("resource").GetProperty("name").GetString().ShouldBe("memory");
        var group = (await _api.GetAsync("/apis/autoscaling")).Json;
        group.GetProperty("preferredVersion").GetProperty("version").GetString().ShouldBe("v2");
        group.GetProperty("versions").GetArrayLength().ShouldBe(2);
    }
}
