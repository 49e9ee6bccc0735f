using System.Globalization;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>What a status is built from besides the pod.</summary>
internal sealed record PodObservation
{
    public required RuntimePodState State { get; init; }

    /// <summary>Why containers do not start, by name (kubelet's reason cache).</summary>
    public required IReadOnlyDictionary<string, WaitingReason> Waiting { get; init; }

    /// <summary>By container id.</summary>
    public required IReadOnlyDictionary<string, string> TerminationMessages { get; init; }

    /// <summary>Whether a running container passed its probes: (started, ready).</summary>
    public required Func<Container, RuntimeContainer, (bool Started, bool Ready)> Health { get; init; }

    public required IReadOnlyList<string> HostAddresses { get; init; }

    public required DateTime Now { get; init; }

    /// <summary>The agent ended the pod (deadline, rejection): phase Failed with this.</summary>
    public WaitingReason? Failure { get; init; }

    /// <summary>Containers are being stopped for good.</summary>
    public bool Terminating { get; init; }
}

/// <summary>Reason and message of a state.</summary>
internal readonly record struct WaitingReason(string Reason, string Message);

/// <summary>A pod's status as kubelet reports it (generateAPIPodStatus).</summary>
internal static class PodStatusBuilder
{
    public static PodStatus Build(Pod pod, PodStatus previous, PodObservation seen)
    {
        var status = new PodStatus
        {
            ObservedGeneration = pod.Metadata.Generation,
            StartTime = previous.StartTime ?? seen.Now,
            QosClass = previous.QosClass ?? QosClass.Of(pod),
            HostIP = seen.HostAddresses.FirstOrDefault(),
            HostIPs = [.. seen.HostAddresses.Select(static a => new HostIP { Ip = a })],
            InitContainerStatuses = pod.Spec.InitContainers?.ConvertAll(c => ContainerStatusBuilder.Build(pod, c, previous, seen, isInit: true)),
            ContainerStatuses = pod.Spec.Containers.ConvertAll(c => ContainerStatusBuilder.Build(pod, c, previous, seen, isInit: false)),
        };
        SetAddresses(status, pod, previous, seen);
        status.Phase = previous.IsTerminal() ? previous.Phase : seen.Failure is null ? PodPhase.Of(pod, status, seen.State, seen.Terminating) : "Failed";
        (status.Reason, status.Message) = seen.Failure is { } failure ? (failure.Reason, failure.Message) : (previous.Reason, previous.Message);
        status.Conditions = PodConditions.Build(pod, status, previous, seen);
        return status;
    }

    private static void SetAddresses(PodStatus status, Pod pod, PodStatus previous, PodObservation seen)
    {
        var addresses = pod.UsesHostNetwork() ? seen.HostAddresses : seen.State.ReadySandbox?.Addresses ?? [];
        if (addresses.Count > 0 && (seen.State.ReadySandbox is not null || !pod.UsesHostNetwork()))
        {
            status.PodIP = addresses[0];
            status.PodIPs = [.. addresses.Select(static a => new PodIP { Ip = a })];
        }
        else if (seen.Terminating || previous.IsTerminal())
        {
            // A pod that has ended keeps the address that it had.
            (status.PodIP, status.PodIPs) = (previous.PodIP, previous.PodIPs);
        }
    }

    /// <summary>The time of the runtime as the API has it.</summary>
    public static DateTime? Time(DateTimeOffset? time) => time?.UtcDateTime;

    /// <summary>For messages: <c>back-off 40s restarting failed container</c>.</summary>
    public static string Seconds(TimeSpan delay) => delay.TotalSeconds >= 60
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)delay.TotalMinutes}m{delay.Seconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)delay.TotalSeconds}s");
}
