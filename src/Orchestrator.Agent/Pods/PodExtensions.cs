using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>Questions that several parts ask a pod.</summary>
internal static class PodExtensions
{
    public const string RestartAlways = "Always";
    public const string RestartOnFailure = "OnFailure";
    public const string RestartNever = "Never";

    public static string Uid(this Pod pod) => pod.Metadata.Uid ?? "";

    public static PodIdentity Identity(this Pod pod) => new(pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", pod.Uid());

    public static bool IsTerminating(this Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    public static bool IsTerminal(this PodStatus status) => status.Phase is "Succeeded" or "Failed";

    public static bool UsesHostNetwork(this Pod pod) => pod.Spec.HostNetwork ?? false;

    /// <summary>An init container that keeps running beside the others (a sidecar).</summary>
    public static bool IsSidecar(this Container container) => container.RestartPolicy == RestartAlways;

    public static IEnumerable<Container> AllContainers(this Pod pod) => (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers);

    /// <summary>Whether a container that ended is to be started again.</summary>
    public static bool RestartsAfter(this Pod pod, Container container, int exitCode) => (container.RestartPolicy ?? pod.Spec.RestartPolicy) switch
    {
        RestartNever => false,
        RestartOnFailure => exitCode != 0,
        _ => true,
    };

    /// <summary>The name that the pod's processes see.</summary>
    public static string Hostname(this Pod pod)
    {
        var name = pod.Spec.Hostname is { Length: > 0 } hostname ? hostname : pod.Metadata.Name ?? "";

        // The kernel's limit; kubelet truncates likewise and leaves no trailing dash or dot.
        return name.Length <= 63 ? name : name[..63].TrimEnd('-', '.');
    }

    /// <summary>The path of a container in events: <c>spec.containers{web}</c>.</summary>
    public static string FieldPath(this Pod pod, Container container) =>
        pod.Spec.Containers.Contains(container) ? $"spec.containers{{{container.Name}}}" : $"spec.initContainers{{{container.Name}}}";
}
