using System.Text.Json.Nodes;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects.Evictions;

public sealed class EvictionTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const string Violation = "Cannot evict pod as it would violate the pod's disruption budget.";

    [Fact]
    public async Task A_pod_without_a_budget_is_deleted_and_says_why()
    {
        var pod = await RunningAsync("free", "free");

        var answer = (await EvictAsync(pod)).Expect(201);
        answer.At("kind").ShouldBe("Status");
        answer.At("status").ShouldBe("Success");

        var ending = JsonNode.Parse(pod.Read()!)!;
        ending.At("metadata.deletionTimestamp").ShouldNotBeNull();
        ending["status"]!["conditions"]!.AsArray().ShouldContain(condition =>
            (string?)condition!["type"] == "DisruptionTarget" && (string?)condition["reason"] == "EvictionByEvictionAPI" && (string?)condition["status"] == "True");
    }

    [Fact]
    public async Task A_budget_is_used_up_and_then_refuses()
    {
        var budget = await BudgetAsync("tight", "tight", allowed: 1, healthy: 2, desired: 1);
        var first = await RunningAsync("tight-1", "tight");
        var second = await RunningAsync("tight-2", "tight");

        (await EvictAsync(first)).Expect(201);
        var status = JsonNode.Parse(budget.Read()!)!["status"]!;
        ((int?)status["disruptionsAllowed"]).ShouldBe(0);
        status["disruptedPods"]!.AsObject().Select(pod => pod.Key).ShouldBe(["tight-1"]);
        status.At("conditions.0.type").ShouldBe("DisruptionAllowed");
        status.At("conditions.0.reason").ShouldBe("InsufficientPods");

        var refused = await EvictAsync(second);
        refused.ExpectRefusal(429, "TooManyRequests").ShouldBe(Violation);
        refused.At("details.causes.0.reason").ShouldBe("DisruptionBudget");
        refused.At("details.causes.0.message").ShouldBe("The disruption budget tight needs 1 healthy pods and has 2 currently");
        JsonNode.Parse(second.Read()!).ShouldNotBeNull().At("metadata.deletionTimestamp").ShouldBeNull();
    }

    [Fact]
    public async Task However_many_evict_at_once_the_budget_is_kept()
    {
        const int Pods = 24;
        const int Allowed = 9;
        var budget = await BudgetAsync("raced", "raced", Allowed, Pods, Pods - Allowed);
        var pods = new List<Subject>();
        for (var i = 0; i < Pods; i++)
        {
            pods.Add(await RunningAsync($"raced-{i}", "raced"));
        }

        var answers = await Task.WhenAll(pods.Select(EvictAsync));

        answers.Count(answer => answer.Code == 201).ShouldBe(Allowed);
        answers.Count(answer => answer.Code == 429).ShouldBe(Pods - Allowed);
        pods.Count(pod => JsonNode.Parse(pod.Read()!)!.At("metadata.deletionTimestamp") is not null).ShouldBe(Allowed);
        ((int?)JsonNode.Parse(budget.Read()!)!["status"]!["disruptionsAllowed"]).ShouldBe(0);
    }

    [Fact]
    public async Task A_budget_that_nobody_has_looked_at_yet_refuses()
    {
        var budget = Budget("unseen");
        (await budget.CreateAsync("""{"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"unseen"}}}}""")).Expect(201);
        var pod = await RunningAsync("unseen", "unseen");

        var refused = await EvictAsync(pod);
        refused.ExpectRefusal(429, "TooManyRequests").ShouldBe(Violation);
        if (JsonNode.Parse(budget.Read()!)!.At("metadata.generation") is not null)
        {
            refused.At("details.causes.0.message").ShouldBe("The disruption budget unseen is still being processed by the server.");
            refused.At("details.retryAfterSeconds").ShouldBe("10");
        }
    }

    [Fact]
    public async Task A_pod_with_two_budgets_is_not_evicted()
    {
        await BudgetAsync("both-a", "both", allowed: 5, healthy: 5, desired: 0);
        await BudgetAsync("both-b", "both", allowed: 5, healthy: 5, desired: 0);
        var pod = await RunningAsync("both", "both");

        (await EvictAsync(pod)).Expect(500).At("message").ShouldBe(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
    }

    [Theory]
    [InlineData("always", "AlwaysAllow", 0, 201)]
    [InlineData("healthy", "IfHealthyBudget", 1, 201)]
    [InlineData("unhealthy", "IfHealthyBudget", 0, 429)]
    public async Task What_becomes_of_an_unhealthy_pod_is_the_budgets_policy(string name, string policy, int healthy, int code)
    {
        var budget = await BudgetAsync(name, name, allowed: 0, healthy, desired: 1, policy);
        var pod = await RunningAsync(name, name, ready: "False");

        (await EvictAsync(pod)).Expect(code);
        ((int?)JsonNode.Parse(budget.Read()!)!["status"]!["disruptionsAllowed"]).GetValueOrDefault().ShouldBe(0);
    }

    [Fact]
    public async Task A_pod_that_serves_nobody_goes_whatever_the_budget_says()
    {
        await BudgetAsync("done", "done", allowed: 0, healthy: 0, desired: 1);
        var pod = cluster.Pod("done");
        await pod.CreateAsync("""{"metadata":{"labels":{"app":"done"}},"spec":{"containers":[{"name":"web","image":"nginx"}]}}""");

        (await EvictAsync(pod)).Expect(201);
        pod.Read().ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_asks_the_budget_and_changes_nothing()
    {
        var budget = await BudgetAsync("dry", "dry", allowed: 1, healthy: 2, desired: 1);
        var pod = await RunningAsync("dry", "dry");

        (await pod.CreateAsync("""{"metadata":{"name":"dry"},"deleteOptions":{"dryRun":["All"]}}""", subresource: "eviction")).Expect(201);
        (await pod.CreateAsync("""{"metadata":{"name":"dry"}}""", new WriteOptions { DryRun = true }, "eviction")).Expect(201);

        ((int?)JsonNode.Parse(budget.Read()!)!["status"]!["disruptionsAllowed"]).ShouldBe(1);
        JsonNode.Parse(pod.Read()!)!.At("metadata.deletionTimestamp").ShouldBeNull();
    }

    [Fact]
    public async Task Options_of_the_deletion_count()
    {
        var pod = await RunningAsync("options", "options");

        (await pod.CreateAsync("""{"metadata":{"name":"options"},"deleteOptions":{"preconditions":{"uid":"another"}}}""", subresource: "eviction")).Expect(409);
        (await pod.CreateAsync("""{"metadata":{"name":"other"}}""", subresource: "eviction")).ExpectRefusal(400, "BadRequest")
            .ShouldBe("name in URL does not match name in Eviction object");
        (await pod.CreateAsync("""{"metadata":{"name":"options"},"deleteOptions":{"gracePeriodSeconds":3}}""", subresource: "eviction")).Expect(201);
        JsonNode.Parse(pod.Read()!)!.At("metadata.deletionGracePeriodSeconds").ShouldBe("3");
    }

    private static Task<WriteResult> EvictAsync(Subject pod) =>
        pod.CreateAsync($$$"""{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"{{{pod.Key.Name}}}"}}""", subresource: "eviction");

    private Subject Budget(string name) => cluster.Subject("poddisruptionbudgets", name, "default", "policy");

    private async Task<Subject> BudgetAsync(string name, string app, int allowed, int healthy, int desired, string policy = "IfHealthyBudget")
    {
        var budget = Budget(name);
        (await budget.CreateAsync($$$"""{"spec":{"minAvailable":1,"unhealthyPodEvictionPolicy":"{{{policy}}}","selector":{"matchLabels":{"app":"{{{app}}}"} } } }""")).Expect(201);
        (await budget.PatchAsync(
            $$$"""{"status":{"observedGeneration":1,"disruptionsAllowed":{{{allowed}}},"currentHealthy":{{{healthy}}},"desiredHealthy":{{{desired}}},"expectedPods":{{{healthy}}} } }""",
            subresource: "status")).Expect(200);
        return budget;
    }

    private async Task<Subject> RunningAsync(string name, string app, string ready = "True")
    {
        var pod = cluster.Pod(name);
        (await pod.CreateAsync($$$"""{"metadata":{"labels":{"app":"{{{app}}}"} },"spec":{"nodeName":"node","containers":[{"name":"web","image":"nginx"}]}}""")).Expect(201);
        (await pod.PatchAsync($$$"""{"status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}""", subresource: "status")).Expect(200);
        return pod;
    }
}
