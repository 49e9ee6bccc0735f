using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

/// <summary>A control plane without nodes: the tests say what becomes of pods, and what time it is.</summary>
public sealed class JobFixture : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();

    public JobFixture() => Cluster = new ControlPlaneFixture { Configure = services => services.AddSingleton<TimeProvider>(_clock) };

    public ControlPlaneFixture Cluster { get; }

    public DateTime Now => _clock.GetUtcNow().UtcDateTime;

    public Task InitializeAsync() => Cluster.InitializeAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync();

    public void Advance(TimeSpan time) => _clock.Advance(time);

    /// <summary>Puts the clock forward and has the object looked at.</summary>
    public Task AdvanceAsync(TimeSpan time, ObjectKey look)
    {
        Advance(time);
        return Cluster.PatchAsync(look, $"{{'metadata':{{'annotations':{{'looked-at':'{Guid.NewGuid()}'}}}}}}");
    }

    public async Task<ObjectKey> CreateAsync(string ns, Action<JobSpec> also, string name = "work")
    {
        var job = new Job { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = Spec() };
        also(job.Spec);
        await Cluster.Client.CreateAsync(job, CancellationToken.None);
        return JobNames.Jobs.Key(ns, name);
    }

    public static JobSpec Spec() => new()
    {
        Template = new PodTemplateSpec { Spec = new PodSpec { RestartPolicy = "Never", Containers = [new Container { Name = "main", Image = "work:1" }] } },
    };

    public Job Job(ObjectKey key) => Cluster.Replica.Get(key)!.As<Job>();

    public List<Pod> Active(string ns) => Cluster.Pods(ns).FindAll(PodState.IsActive);

    public Pod Index(string ns, int index) => Active(ns).Single(pod => JobPods.Index(pod) == index);

    public Task UntilActiveAsync(string ns, int count) => Cluster.UntilAsync(() => Active(ns).Count == count, $"{count} pods are active");

    public Task UntilAsync(ObjectKey key, Func<JobStatus, bool> condition, string what) =>
        Cluster.UntilAsync(() => Cluster.Replica.Get(key) is { } entry && condition(entry.As<Job>().Status), what);

    public Task UntilFinishedAsync(ObjectKey key, string type, string reason) =>
        UntilAsync(key, status => status.Conditions?.Exists(c => c.Type == type && c.Reason == reason && c.Status == "True") == true, $"it is {type} ({reason})");

    /// <summary>Ends a pod, as its node's agent does.</summary>
    public Task EndAsync(Pod pod, int exitCode = 0, Action<PodStatus>? also = null)
    {
        var ended = Cluster.Replica.Get(KnownResources.Pods.Key(pod.Metadata.Namespace, pod.Metadata.Name!))!.Copy<Pod>();
        ended.Metadata.ResourceVersion = null;
        ended.Status.Phase = exitCode == 0 ? "Succeeded" : "Failed";
        ended.Status.ContainerStatuses = [new ContainerStatus { Name = "main", State = new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = exitCode, FinishedAt = Timestamp.Seconds(Now) } } }];
        also?.Invoke(ended.Status);
        return Cluster.Client.UpdateStatusAsync(ended, CancellationToken.None);
    }

    public bool Told(string ns, string reason, string message) =>
        Cluster.All<Event>(KnownResources.Events, ns).Exists(e => e.Reason == reason && e.Message == message);

    public Task UntilToldAsync(string ns, string reason, string message) => Cluster.UntilAsync(() => Told(ns, reason, message), $"{reason}: {message}");
}
