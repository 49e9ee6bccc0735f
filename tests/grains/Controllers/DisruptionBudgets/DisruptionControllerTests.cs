using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.DisruptionBudgets;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.Controllers.Jobs;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.DisruptionBudgets;

public class DisruptionControllerTests(JobFixture fixture) : IClassFixture<JobFixture>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (fixture.Cluster.Replica.List(KnownResources.Nodes).Count == 0)
        {
            await fixture.Cluster.AddNodesAsync(3);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("{'minAvailable':2}", 5, 2, 3)]
    [InlineData("{'minAvailable':'50%'}", 5, 3, 2)]
    [InlineData("{'maxUnavailable':1}", 5, 4, 1)]
    [InlineData("{'maxUnavailable':'30%'}", 5, 3, 2)]
    [InlineData("{'maxUnavailable':'100%'}", 5, 0, 5)]
    [InlineData("{'minAvailable':7}", 5, 7, 0)]
    public async Task Says_how_many_may_go(string spec, int expected, int desired, int allowed)
    {
        var ns = await fixture.Cluster.NamespaceAsync("budget-" + Math.Abs(spec.GetHashCode(StringComparison.Ordinal)));
        var key = await BudgetAsync(ns, spec);
        await UntilAsync(key, status => status is { ObservedGeneration: 1, ExpectedPods: 0, DisruptionsAllowed: 0 }, "without pods nothing is allowed");
        await fixture.Cluster.Client.CreateAsync(Make.Deployment(ns, 5), CancellationToken.None);
        await UntilAsync(key, status => status.CurrentHealthy == 5 && status.ExpectedPods == expected && status.DesiredHealthy == desired && status.DisruptionsAllowed == allowed, "they are counted");
        Status(key).Conditions.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            c => c.Type.ShouldBe("DisruptionAllowed"),
            c => c.Status.ShouldBe(allowed > 0 ? "True" : "False"),
            c => c.Reason.ShouldBe(allowed > 0 ? "SufficientPods" : "InsufficientPods"));
    }

    [Fact]
    public async Task Evictions_take_no_more_than_is_allowed_and_go_on_when_pods_are_replaced()
    {
        var ns = await fixture.Cluster.NamespaceAsync();
        var key = await BudgetAsync(ns, "{'maxUnavailable':1}");
        await fixture.Cluster.Client.CreateAsync(Make.ReplicaSet(ns, 4, "web"), CancellationToken.None);
        await UntilAsync(key, status => status.DisruptionsAllowed == 1, "one may go");
        var (fewest, done) = (int.MaxValue, false);
        var watcher = Task.Run(async () =>
        {
            while (!Volatile.Read(ref done))
            {
                fewest = Math.Min(fewest, Ready(ns));
                await Task.Yield();
            }
        });
        var old = fixture.Cluster.Pods(ns).ConvertAll(pod => pod.Metadata.Name!);
        while (fixture.Cluster.Pods(ns).Find(pod => old.Contains(pod.Metadata.Name!) && pod.Metadata.DeletionTimestamp is null) is { } next)
        {
            if ((await EvictAsync(next)).Code == 429)
            {
                await UntilAsync(key, status => status.DisruptionsAllowed == 1, "a pod has taken the place");
            }
        }

        Volatile.Write(ref done, true);
        await watcher;
        fewest.ShouldBeGreaterThanOrEqualTo(3);
        await UntilAsync(key, status => status is { DisruptionsAllowed: 1, CurrentHealthy: 4, DisruptedPods: null }, "and all is well again");
    }

    [Fact]
    public async Task A_controller_without_a_scale_allows_nothing()
    {
        var ns = await fixture.Cluster.NamespaceAsync();
        var key = await BudgetAsync(ns, "{'maxUnavailable':1}", "batch.kubernetes.io/job-name", "work");
        await fixture.CreateAsync(ns, _ => { });
        await UntilAsync(key, status => status.Conditions?.Exists(c => c is { Reason: "SyncFailed", Status: "False", Message: "jobs.batch does not implement the scale subresource" }) == true, "it says so");
        await fixture.UntilToldAsync(ns, "CalculateExpectedPodCountFailed", "Failed to calculate the number of expected pods: jobs.batch does not implement the scale subresource");
    }

    [Fact]
    public async Task Pods_without_a_controller_count_for_a_plain_number_only()
    {
        var ns = await fixture.Cluster.NamespaceAsync();
        await fixture.Cluster.Client.CreateAsync(Make.Pod(ns, "bare", labels: new() { ["app"] = "web" }), CancellationToken.None);
        var number = await BudgetAsync(ns, "{'minAvailable':0}", name: "number");
        var percent = await BudgetAsync(ns, "{'minAvailable':'50%'}", name: "percent");
        await UntilAsync(number, status => status is { ExpectedPods: 1, CurrentHealthy: 1, DisruptionsAllowed: 1 }, "it may go");
        await UntilAsync(percent, status => status is { ExpectedPods: 0, CurrentHealthy: 1, DisruptionsAllowed: 0 }, "nobody knows of how many that would be the half");
        await fixture.Cluster.UntilAsync(() => fixture.Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == "UnmanagedPods"), "and it is told");
    }

    [Fact]
    public async Task An_eviction_that_came_to_nothing_is_forgotten_after_two_minutes()
    {
        var ns = await fixture.Cluster.NamespaceAsync();
        var key = await BudgetAsync(ns, "{'minAvailable':1}");
        await fixture.Cluster.Client.CreateAsync(Make.ReplicaSet(ns, 2, "web"), CancellationToken.None);
        await UntilAsync(key, status => status.DisruptionsAllowed == 1, "one may go");
        var pod = fixture.Cluster.Pods(ns)[0].Metadata.Name!;
        await fixture.Cluster.PatchAsync(key, $"{{'status':{{'disruptedPods':{{'{pod}':'{fixture.Now:yyyy-MM-ddTHH:mm:ssZ}','gone':'{fixture.Now:yyyy-MM-ddTHH:mm:ssZ}'}}}}}}", "status");
        await UntilAsync(key, status => status is { CurrentHealthy: 1, DisruptionsAllowed: 0, DisruptedPods.Count: 1 }, "it is taken for gone");
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(121), key);
        await UntilAsync(key, status => status is { CurrentHealthy: 2, DisruptionsAllowed: 1, DisruptedPods: null }, "it is not");
        await fixture.UntilToldAsync(ns, "NotDeleted", $"Pod was expected by PDB {ns}/budget to be deleted but it wasn't");
    }

    [Fact]
    public async Task A_pod_that_was_to_go_and_did_not_says_so_no_longer()
    {
        var ns = await fixture.Cluster.NamespaceAsync();
        var key = KnownResources.Pods.Key(ns, "bare");
        await fixture.Cluster.Client.CreateAsync(Make.Pod(ns, "bare"), CancellationToken.None);
        await fixture.Cluster.UntilAsync(() => fixture.Cluster.Find<Pod>(KnownResources.Pods, ns, "bare") is { } ready && PodState.IsReady(ready), "it runs");
        var pod = fixture.Cluster.Replica.Get(key)!.Copy<Pod>();
        PodDisruption.Mark(pod, "PreemptionByScheduler", "to make room", fixture.Now);
        await fixture.Cluster.Client.UpdateStatusAsync(pod, CancellationToken.None);
        await fixture.AdvanceAsync(TimeSpan.FromSeconds(121), key);
        await fixture.Cluster.UntilAsync(() => PodState.Condition(fixture.Cluster.Replica.Get(key)!.As<Pod>(), "DisruptionTarget") is { Status: "False" }, "it is taken back");
    }

    private async Task<ObjectKey> BudgetAsync(string ns, string spec, string label = "app", string value = "web", string name = "budget")
    {
        var budget = new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Name = name, Namespace = ns },
            Spec = Api.Json.JsonModel.Read<PodDisruptionBudgetSpec>(System.Text.Encoding.UTF8.GetBytes(spec.Replace('\'', '"'))),
        };
        budget.Spec.Selector = new LabelSelector { MatchLabels = new() { [label] = value } };
        await fixture.Cluster.Client.CreateAsync(budget, CancellationToken.None);
        return BudgetPods.Budgets.Key(ns, name);
    }

    private Task<WriteResult> EvictAsync(Pod pod)
    {
        var body = System.Text.Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"policy/v1\",\"kind\":\"Eviction\",\"metadata\":{{\"name\":\"{pod.Metadata.Name}\"}}}}");
        var request = new WriteRequest(WriteVerb.Create, "v1", "eviction", body, PatchType.None, WriteOptions.None, new Caller("admin", "", []));
        return fixture.Cluster.Client.WriteAsync(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!), request, CancellationToken.None);
    }

    private int Ready(string ns) => fixture.Cluster.Pods(ns).Count(pod => pod.Metadata.DeletionTimestamp is null && PodState.IsReady(pod));

    private PodDisruptionBudgetStatus Status(ObjectKey key) => fixture.Cluster.Replica.Get(key)!.As<PodDisruptionBudget>().Status;

    private Task UntilAsync(ObjectKey key, Func<PodDisruptionBudgetStatus, bool> condition, string what) =>
        fixture.Cluster.UntilAsync(() => fixture.Cluster.Replica.Get(key) is { } entry && condition(entry.As<PodDisruptionBudget>().Status), what);
}
