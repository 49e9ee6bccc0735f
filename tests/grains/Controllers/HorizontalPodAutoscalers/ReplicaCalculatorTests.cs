using System.Globalization;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Calculation;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

namespace Orchestrator.Grains.Tests.Controllers.HorizontalPodAutoscalers;

/// <summary>Each case names its pods: a number is what a ready pod uses; <c>?</c> has no metric, <c>u</c> is not ready (and uses 1000), <c>p</c> is pending, <c>f</c> has failed, <c>d</c> is going.</summary>
public class ReplicaCalculatorTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly AutoscalerOptions Options = new();

    [Theory]
    [InlineData("300 500 700", 30, 5, 50, 500)] // each asks for 1000: 50 % of what is to be 30 %
    [InlineData("300 500 700", 50, 3, 50, 500)]
    [InlineData("100 300 500 250 250", 50, 3, 28, 280)]
    [InlineData("510 520 530", 50, 3, 52, 520)] // within a tenth
    [InlineData("550 550 550", 50, 3, 55, 550)] // a tenth is still within
    [InlineData("560 560 560", 50, 4, 56, 560)]
    [InlineData("450 450 450", 50, 3, 45, 450)]
    [InlineData("440 440 440", 50, 3, 44, 440)] // 3 * 0.88 is 2.64, and so 3
    [InlineData("0 0 0", 50, 0, 0, 0)]
    [InlineData("900 900 u", 50, 4, 90, 900)] // up: who is not ready counts as nothing: 1800 of 3000 is 60 %, of 3 pods 3.6
    [InlineData("600 600 u", 50, 3, 60, 600)] // with that one 40 %: the other way round, so nothing
    [InlineData("100 100 u", 50, 1, 10, 100)] // down: who is not ready is not looked at
    [InlineData("100 100 u u u", 50, 1, 10, 100)]
    [InlineData("100 ?", 50, 2, 10, 100)] // down: who has no metric counts as using all: 55 %, the other way round
    [InlineData("100 100 100 ?", 50, 3, 10, 100)] // 1300 of 4000 is 32 %: 2.56
    [InlineData("900 900 ?", 50, 4, 90, 900)] // up: as using nothing
    [InlineData("900 ?", 50, 2, 90, 900)] // 45 %: the other way round
    [InlineData("900 900 ? u", 50, 4, 90, 900)] // 45 %: the other way round
    [InlineData("2000 2000 ? u", 50, 8, 200, 2000)] // 100 %
    [InlineData("900 900 p", 50, 4, 90, 900)]
    [InlineData("900 900 f d", 50, 4, 90, 900)] // neither counted nor measured: 1.8 * 2
    public void By_utilization(string pods, int target, int replicas, int utilization, long average)
    {
        var (all, metrics) = Make(pods);
        var (wanted, usage) = Calculator().ByUtilization(all.Count, target, "cpu", null, all, metrics);
        (wanted, usage.Utilization, usage.Average).ShouldBe((replicas, utilization, average));
    }

    [Theory]
    [InlineData("20000 10000 30000", 15000, 4)]
    [InlineData("15000 15000 16000", 15000, 3)]
    [InlineData("1000 2000", 10000, 1)]
    [InlineData("1000 ?", 10000, 2)] // 5500 on average with the target for the other: 0.55 of 2 is 2
    [InlineData("50000 ?", 10000, 5)]
    [InlineData("12000 ?", 10000, 2)]
    [InlineData("u u 20000", 10000, 6)] // whoever is ready is not asked but for processors: all three are measured
    public void By_average(string pods, long target, int replicas)
    {
        var (all, metrics) = Make(pods.Replace("u", "20000", StringComparison.Ordinal));
        Calculator().ByAverage(all.Count, target, isCpu: false, all, metrics).Replicas.ShouldBe(replicas);
    }

    [Theory]
    [InlineData(3, "1 1 1", 20000, 15000, 4)]
    [InlineData(3, "1 1 1", 15500, 15000, 3)]
    [InlineData(3, "1 1 u", 30000, 15000, 4)] // two are ready, each has half: 2 * 2
    [InlineData(0, "", 30000, 15000, 2)]
    [InlineData(0, "", 0, 15000, 0)]
    public void By_one_value(int current, string pods, long usage, long target, int replicas) =>
        Calculator().ByValue(current, usage, target, Make(pods).Pods).ShouldBe(replicas);

    [Theory]
    [InlineData(3, 8600, 2000, 5, 2867)]
    [InlineData(4, 8600, 2000, 4, 2150)]
    [InlineData(0, 8600, 2000, 5, 8600)]
    [InlineData(5, 2500, 2000, 2, 500)]
    public void By_a_value_for_each(int current, long usage, long target, int replicas, long average) =>
        Calculator().ByValuePerPod(current, usage, target).ShouldBe((replicas, average));

    [Fact]
    public void A_tolerance_of_its_own_counts_in_its_direction()
    {
        var (all, metrics) = Make("560 560 560");
        new ReplicaCalculator(Options, new Tolerances(0.1, 0.2), Now).ByUtilization(3, 50, "cpu", null, all, metrics).Replicas.ShouldBe(3);
        new ReplicaCalculator(Options, new Tolerances(0.2, 0.1), Now).ByUtilization(3, 50, "cpu", null, all, metrics).Replicas.ShouldBe(4);
    }

    [Theory]
    [InlineData("u u", "did not receive metrics for targeted pods (pods might be unready)")]
    [InlineData("? ?", "did not receive metrics for targeted pods (pods might be unready)")]
    [InlineData("", "no pods returned by selector while calculating replica count")]
    public void Nothing_can_be_said(string pods, string message)
    {
        var (all, metrics) = Make(pods);
        Should.Throw<MetricsException>(() => Calculator().ByUtilization(2, 50, "cpu", null, all, metrics)).Message.ShouldBe(message);
    }

    [Fact]
    public void Containers_must_say_what_they_ask_for()
    {
        var (all, metrics) = Make("100");
        Should.Throw<MetricsException>(() => Calculator().ByUtilization(1, 50, "memory", null, all, metrics)).Message.ShouldBe("missing request for memory in container web of Pod pod-0");
        Should.Throw<MetricsException>(() => Calculator().ByUtilization(1, 50, "cpu", "other", all, metrics)).Message.ShouldBe("container other not found in Pod pod-0");
    }

    [Theory]
    [InlineData("True", -1, -1, 0, false)] // long ready
    [InlineData("False", -20, -10, 0, false)] // was ready once: not ready for now only
    [InlineData("False", -20, -20, 0, true)] // has never been ready
    [InlineData("True", -4, -3, 0, false)]
    [InlineData("False", -4, -3, 0, true)]
    [InlineData("True", -4, 0, 0, true)] // ready for less than a window
    public void A_pod_in_its_first_minutes_counts_when_it_is_ready_and_measured_since(string ready, int started, int changed, int measured, bool unready)
    {
        if (ready == "True" && started == -1)
        {
            (started, changed) = (-60, -60);
        }

        var pod = Pod("a");
        pod.Status.StartTime = Now.AddMinutes(started);
        pod.Status.Conditions = [new PodCondition { Type = "Ready", Status = ready, LastTransitionTime = Now.AddMinutes(changed) }];
        var metrics = new Dictionary<string, PodMetric> { ["a"] = new(Now.AddMinutes(measured), TimeSpan.FromSeconds(30), 1) };
        PodGroups.Of([pod], metrics, isCpu: true, Options, Now).Unready.Contains("a").ShouldBe(unready);
        PodGroups.Of([pod], metrics, isCpu: false, Options, Now).Unready.ShouldBeEmpty();
    }

    private static ReplicaCalculator Calculator() => new(Options, new Tolerances(0.1, 0.1), Now);

    private static (List<Pod> Pods, Dictionary<string, PodMetric> Metrics) Make(string text)
    {
        var pods = new List<Pod>();
        var metrics = new Dictionary<string, PodMetric>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var pod = Pod($"pod-{pods.Count}");
            pods.Add(pod);
            pod.Status.Phase = word switch { "p" => "Pending", "f" => "Failed", _ => "Running" };
            pod.Metadata.DeletionTimestamp = word == "d" ? Now : null;
            pod.Status.StartTime = Now.AddHours(-1);
            pod.Status.Conditions = [new PodCondition { Type = "Ready", Status = word == "u" ? "False" : "True", LastTransitionTime = Now.AddHours(-1) }];
            if (word != "?" && word != "p")
            {
                var value = long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1000;
                metrics[pod.Metadata.Name!] = new PodMetric(Now, TimeSpan.FromSeconds(30), value);
            }
        }

        return (pods, metrics);
    }

    private static Pod Pod(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new PodSpec { Containers = [new Container { Name = "web", Resources = new ResourceRequirements { Requests = new() { ["cpu"] = Quantity.Parse("1") } } }] },
        Status = new PodStatus { Phase = "Running" },
    };
}
