using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Orchestrator.Grains.Tests.ControlPlane;
using Event = Orchestrator.Api.Models.Core.V1.Event;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Grains.Tests.Controllers.HorizontalPodAutoscalers;

public class HorizontalPodAutoscalerTests : IAsyncLifetime
{
    private static readonly GroupResource Autoscalers = new("autoscaling", "horizontalpodautoscalers");
    private readonly Metrics _metrics = new();
    private readonly ControlPlaneFixture _cluster;

    public HorizontalPodAutoscalerTests() => _cluster = new ControlPlaneFixture
    {
        Configure = services => services
            .AddSingleton<IMetricsSource>(_metrics)
            .AddSingleton(new AutoscalerOptions
            {
                SyncPeriod = TimeSpan.FromMilliseconds(50),
                CpuInitializationPeriod = TimeSpan.Zero,
                DownscaleStabilization = TimeSpan.FromMilliseconds(300),
            }),
    };

    public async Task InitializeAsync()
    {
        await _cluster.InitializeAsync();
        await _cluster.AddNodesAsync(2);
    }

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_scales_up_and_down_with_what_pods_use_and_says_why()
    {
        var ns = await DeployAsync(2);
        _metrics.Each = 9; // each asks for 10m
        await _cluster.Client.CreateAsync(Scaler(ns, 2, 6), CancellationToken.None);
        await _cluster.UntilAsync(() => Replicas(ns) == 4, "90 % of what is to be 50 %: 3.6 of 2");
        await _cluster.UntilAsync(() => Reasons(ns, "SuccessfulRescale").Contains("New size: 4; reason: cpu resource utilization (percentage of request) above target"), "it is told");
        _metrics.Each = 5;
        await _cluster.UntilAsync(
            () => Find(ns).Status is { CurrentReplicas: 4, DesiredReplicas: 4, CurrentMetrics: [{ Resource.Current.AverageUtilization: 50 }], LastScaleTime: not null }, "it is content");
        Condition(ns, "ScalingActive").ShouldBe("True ValidMetricFound: the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)");
        await _cluster.UntilAsync(() => Condition(ns, "AbleToScale") == "True ReadyForNewScale: recommended size matches current size", "it may scale");
        Condition(ns, "ScalingLimited").ShouldBe("False DesiredWithinRange: the desired count is within the acceptable range");

        _metrics.Each = 1;
        await _cluster.UntilAsync(() => Replicas(ns) == 2, "10 %: the least");
        await _cluster.UntilAsync(() => Condition(ns, "ScalingLimited") == "True TooFewReplicas: the desired replica count is less than the minimum replica count", "it says so");
        await _cluster.UntilAsync(() => Reasons(ns, "SuccessfulRescale").Exists(message => message.EndsWith("reason: All metrics below target", StringComparison.Ordinal)), "it is told");
    }

    [Fact]
    public async Task Without_metrics_it_changes_nothing_and_says_so()
    {
        var ns = await DeployAsync(3);
        _metrics.Failure = "unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)";
        await _cluster.Client.CreateAsync(Scaler(ns, 1, 6), CancellationToken.None);
        var why = "failed to get cpu utilization: unable to get metrics for resource cpu: " + _metrics.Failure;
        await _cluster.UntilAsync(() => Condition(ns, "ScalingActive") == "False FailedGetResourceMetric: the HPA was unable to compute the replica count: " + why, "it says why");
        await _cluster.UntilAsync(() => Reasons(ns, "FailedGetResourceMetric").Contains(why), "it is told");
        await _cluster.UntilAsync(() => Reasons(ns, "FailedComputeMetricsReplicas").Contains("invalid metrics (1 invalid out of 1), first error is: " + why), "it is told");
        Replicas(ns).ShouldBe(3);
        Find(ns).Status.CurrentReplicas.ShouldBe(3);
    }

    [Fact]
    public async Task The_bounds_hold_whatever_the_metrics_say()
    {
        var ns = await DeployAsync(1);
        _metrics.Failure = "none";
        await _cluster.Client.CreateAsync(Scaler(ns, 3, 6), CancellationToken.None);
        await _cluster.UntilAsync(() => Replicas(ns) == 3, "the least");
        await _cluster.UntilAsync(() => Reasons(ns, "SuccessfulRescale").Contains("New size: 3; reason: Current number of replicas below Spec.MinReplicas"), "it is told");
        await _cluster.PatchAsync(Autoscalers.Key(ns, "web"), "{'spec':{'minReplicas':1,'maxReplicas':2}}");
        await _cluster.UntilAsync(() => Replicas(ns) == 2, "the most");
        await _cluster.PatchAsync(KnownResources.Deployments.Key(ns, "web"), "{'spec':{'replicas':0}}");
        await _cluster.UntilAsync(
            () => Condition(ns, "ScalingActive") == "False ScalingDisabled: scaling is disabled since the replica count of the target is zero", "nobody wakes what is put to sleep");
        Replicas(ns).ShouldBe(0);
    }

    [Fact]
    public async Task One_metric_that_fails_lets_the_others_only_scale_up()
    {
        var ns = await DeployAsync(4);
        _metrics.Each = 1;
        _metrics.External = null;
        var scaler = Scaler(ns, 1, 9);
        scaler.Spec.Metrics!.Add(new MetricSpec
        {
            Type = "External",
            External = new() { Metric = new() { Name = "queue" }, Target = new() { Type = "AverageValue", AverageValue = Quantity.Parse("2") } },
        });
        await _cluster.Client.CreateAsync(scaler, CancellationToken.None);
        await _cluster.UntilAsync(() => Condition(ns, "ScalingActive").StartsWith("False FailedGetExternalMetric", StringComparison.Ordinal), "it says so");
        Replicas(ns).ShouldBe(4);
        _metrics.External = 13_000;
        await _cluster.UntilAsync(() => Replicas(ns) == 7, "13 at 2 each are 7");
        _metrics.External = null;
        _metrics.Each = 6;
        await _cluster.UntilAsync(() => Replicas(ns) == 9, "60 % of what is to be 50 %: 8.4 of 7");
    }

    [Theory]
    [InlineData("apps/v1", "Deployment", "none", "deployments/scale.apps \"none\" not found")]
    [InlineData("apps/v1", "Nothing", "web", "no matches for kind \"Nothing\" in group \"apps\"")]
    [InlineData("a/b/c", "Deployment", "web", "unexpected GroupVersion string: a/b/c")]
    [InlineData("v1", "ConfigMap", "web", "the server could not find the requested resource")]
    public async Task A_target_that_cannot_be_scaled_is_told_of(string version, string kind, string name, string why)
    {
        var ns = await _cluster.NamespaceAsync();
        var scaler = Scaler(ns, 1, 2);
        scaler.Spec.ScaleTargetRef = new() { ApiVersion = version, Kind = kind, Name = name };
        await _cluster.Client.CreateAsync(scaler, CancellationToken.None);
        await _cluster.UntilAsync(
            () => Condition(ns, "AbleToScale") == "False FailedGetScale: the HPA controller was unable to get the target's current scale: " + why, "it says why");
        await _cluster.UntilAsync(() => Reasons(ns, "FailedGetScale").Contains(why), "it is told");
    }

    [Fact]
    public async Task Two_autoscalers_of_the_same_pods_do_nothing()
    {
        var ns = await DeployAsync(2);
        _metrics.Each = 5;
        await _cluster.Client.CreateAsync(Scaler(ns, 1, 6), CancellationToken.None);
        await _cluster.UntilAsync(() => Condition(ns, "ScalingActive").StartsWith("True", StringComparison.Ordinal), "one is active");
        await _cluster.Client.CreateAsync(Scaler(ns, 1, 6, "again"), CancellationToken.None);
        await _cluster.UntilAsync(
            () => Condition(ns, "ScalingActive") == $"False AmbiguousSelector: pods by selector app=web are controlled by multiple HPAs: [{{again {ns}}} {{web {ns}}}]", "neither is");
    }

    private async Task<string> DeployAsync(int replicas, [System.Runtime.CompilerServices.CallerMemberName] string test = "")
    {
        var ns = await _cluster.NamespaceAsync(test);
        await _cluster.Client.CreateAsync(Make.Deployment(ns, replicas), CancellationToken.None);
        await _cluster.UntilAsync(() => _cluster.Pods(ns).Count(pod => pod.Status.Phase == "Running") == replicas, "the pods run");
        _metrics.Pods = () => _cluster.Pods(ns).ConvertAll(pod => pod.Metadata.Name!);
        return ns;
    }

    private int? Replicas(string ns) => _cluster.Find<Deployment>(KnownResources.Deployments, ns, "web")!.Spec.Replicas;

    private HorizontalPodAutoscaler Find(string ns) => _cluster.Find<HorizontalPodAutoscaler>(Autoscalers, ns, "web")!;

    private string Condition(string ns, string type) =>
        Find(ns).Status.Conditions?.Find(condition => condition.Type == type) is { } found ? $"{found.Status} {found.Reason}: {found.Message}" : "";

    private List<string> Reasons(string ns, string reason) => [.. _cluster.All<Event>(KnownResources.Events, ns).Where(e => e.Reason == reason).Select(e => e.Message!)];

    private static HorizontalPodAutoscaler Scaler(string ns, int least, int most, string name = "web") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Spec = new HorizontalPodAutoscalerSpec
        {
            ScaleTargetRef = new() { ApiVersion = "apps/v1", Kind = "Deployment", Name = "web" },
            MinReplicas = least,
            MaxReplicas = most,
            Metrics = [new MetricSpec { Type = "Resource", Resource = new() { Name = "cpu", Target = new() { Type = "Utilization", AverageUtilization = 50 } } }],
        },
    };

    /// <summary>Every pod uses the same.</summary>
    private sealed class Metrics : IMetricsSource
    {
        public Func<List<string>> Pods { get; set; } = static () => [];

        public long Each { get; set; }

        public long? External { get; set; } = 0;

        public string? Failure { get; set; }

        public Task<Dictionary<string, PodMetric>> ResourceAsync(string resource, string ns, string selector, string? container, CancellationToken cancellationToken) =>
            Failure is { } failure
                ? throw new MetricsException(failure)
                : Task.FromResult(Pods().ToDictionary(pod => pod, _ => new PodMetric(DateTime.UtcNow, TimeSpan.FromSeconds(30), Each)));

        public Task<Dictionary<string, PodMetric>> PodsAsync(string metric, string ns, string selector, string metricSelector, CancellationToken cancellationToken) =>
            ResourceAsync(metric, ns, selector, null, cancellationToken);

        public Task<long> ObjectAsync(string metric, string ns, CrossVersionObjectReference described, string metricSelector, CancellationToken cancellationToken) =>
            Task.FromResult(Each);

        public Task<IReadOnlyList<long>> ExternalAsync(string metric, string ns, string selector, CancellationToken cancellationToken) =>
            External is { } value ? Task.FromResult<IReadOnlyList<long>>([value]) : throw new MetricsException("no metrics returned from external metrics API");
    }
}
