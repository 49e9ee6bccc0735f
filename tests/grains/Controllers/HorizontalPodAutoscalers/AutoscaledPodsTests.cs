using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;
using Orchestrator.Grains.Tests.ControlPlane;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.HorizontalPodAutoscalers;

public class AutoscaledPodsTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task It_has_at_any_moment_the_pods_that_a_look_at_all_of_them_finds()
    {
        string[] selectors = ["app=a", "app=b", "app in (a,b),tier!=x", "tier=x", "tier", "!app", "app=none", ""];
        var spaces = new[] { await cluster.NamespaceAsync("pods-one"), await cluster.NamespaceAsync("pods-two") };
        using var early = new AutoscaledPods(cluster.Replica);
        var random = new Random(7);
        for (var step = 0; step < 120; step++)
        {
            var (ns, name) = (spaces[random.Next(2)], $"p{random.Next(8)}");
            var labels = $"{{'app':{Value("a", "b")},'tier':{Value("x", "y")}}}";
            if (cluster.Find<Pod>(KnownResources.Pods, ns, name) is null)
            {
                await cluster.Client.CreateAsync(Make.Pod(ns, name), CancellationToken.None);
            }
            else if (random.Next(4) == 0)
            {
                await cluster.Client.DeleteAsync(KnownResources.Pods.Key(ns, name), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);
                continue;
            }

            await cluster.PatchAsync(KnownResources.Pods.Key(ns, name), $"{{'metadata':{{'labels':{labels}}}}}");
            using var late = new AutoscaledPods(cluster.Replica);
            foreach (var selector in selectors.Select(LabelSelector.Parse))
            {
                var expected = Names(cluster.Replica.List(KnownResources.Pods).In(ns).Where(pod => selector.Matches(pod.Labels)));
                Names(early.Matching(ns, selector)).ShouldBe(expected, customMessage: $"step {step}: {selector}");
                Names(late.Matching(ns, selector)).ShouldBe(expected, customMessage: $"step {step}: {selector}");
            }
        }

        static string Names(IEnumerable<ReplicaEntry> pods) => string.Join(' ', pods.Select(pod => pod.Key.Name).Order(StringComparer.Ordinal));

        string Value(string one, string other) => random.Next(3) switch { 0 => "null", 1 => $"'{one}'", _ => $"'{other}'" };
    }
}
