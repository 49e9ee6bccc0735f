using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class PodTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task A_pod_is_bound_once()
    {
        var pod = cluster.Pod("bound");
        await pod.CreateAsync(Samples.Pod);

        (await BindAsync(pod, "node-a")).Expect(201).At("status").ShouldBe("Success");
        (await BindAsync(pod, "node-b")).ExpectRefusal(409, "Conflict")
            .ShouldBe("Operation cannot be fulfilled on pods/binding \"bound\": pod bound is already assigned to node \"node-a\"");

        var stored = System.Text.Json.Nodes.JsonNode.Parse(pod.Read()!)!;
        stored.At("spec.nodeName").ShouldBe("node-a");
        stored.At("status.conditions.0.type").ShouldBe("PodScheduled");
        stored.At("status.conditions.0.status").ShouldBe("True");
    }

    [Fact]
    public async Task Of_many_schedulers_one_binds()
    {
        var pod = cluster.Pod("raced");
        await pod.CreateAsync(Samples.Pod);

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => BindAsync(pod, $"node-{i}")));

        results.Count(result => result.Code == 201).ShouldBe(1);
        results.Count(result => result.Code == 409).ShouldBe(15);
    }

    [Fact]
    public async Task A_binding_of_another_pod_of_that_name_is_refused()
    {
        var pod = cluster.Pod("successor");
        await pod.CreateAsync(Samples.Pod);

        (await pod.CreateAsync("""{"metadata":{"uid":"predecessor"},"target":{"kind":"Node","name":"n"}}""", subresource: "binding")).ExpectRefusal(409, "Conflict");
        (await pod.CreateAsync("""{"target":{"kind":"Node"}}""", subresource: "binding")).ExpectRefusal(422, "Invalid")
            .ShouldBe("Binding \"successor\" is invalid: target.name: Required value");
    }

    [Fact]
    public async Task A_running_pod_ends_gracefully()
    {
        var pod = cluster.Pod("graceful");
        await pod.CreateAsync(Samples.Pod);
        await BindAsync(pod, "node-a");

        var ending = (await pod.DeleteAsync()).Expect(200);
        ending.At("metadata.deletionGracePeriodSeconds").ShouldBe("30");
        ending.At("metadata.deletionTimestamp").ShouldNotBeNull();

        var revision = ending.At("metadata.resourceVersion");
        (await pod.DeleteAsync(new WriteOptions { GracePeriodSeconds = 60 })).Expect(200).At("metadata.resourceVersion").ShouldBe(revision);
        (await pod.DeleteAsync(new WriteOptions { GracePeriodSeconds = 5 })).Expect(200).At("metadata.deletionGracePeriodSeconds").ShouldBe("5");

        (await pod.DeleteAsync(new WriteOptions { GracePeriodSeconds = 0 })).Expect(200).At("kind").ShouldBe("Pod");
        pod.Read().ShouldBeNull();
    }

    [Fact]
    public async Task A_pod_that_runs_nowhere_goes_at_once()
    {
        var pod = cluster.Pod("unscheduled");
        await pod.CreateAsync(Samples.Pod);

        (await pod.DeleteAsync(new WriteOptions { GracePeriodSeconds = 60 })).Expect(200).At("metadata.name").ShouldBe("unscheduled");

        pod.Read().ShouldBeNull();
    }

    [Fact]
    public async Task A_pod_that_has_ended_goes_at_once()
    {
        var pod = cluster.Pod("ended");
        await pod.CreateAsync(Samples.Pod);
        await BindAsync(pod, "node-a");
        (await pod.PatchAsync("""{"status":{"phase":"Succeeded"}}""", subresource: "status")).Expect(200);

        (await pod.DeleteAsync()).Expect(200);

        pod.Read().ShouldBeNull();
    }

    private static Task<WriteResult> BindAsync(Subject pod, string node) =>
        pod.CreateAsync($$$"""{"target":{"kind":"Node","name":"{{{node}}}"}}""", subresource: "binding");
}
