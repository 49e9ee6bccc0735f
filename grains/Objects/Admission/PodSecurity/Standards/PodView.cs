using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>A pod, or what a template would make, as the standards look at it.</summary>
internal sealed class PodView(ObjectMeta metadata, PodSpec spec)
{
    /// <summary>Its annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; } = metadata.Annotations ?? [];

    /// <summary>Its spec.</summary>
    public PodSpec Spec { get; } = spec;

    /// <summary>All its containers: first init containers, then containers, then ephemeral ones.</summary>
    public IReadOnlyList<ContainerView> Containers { get; } =
    [
        .. (spec.InitContainers ?? []).Select(Of),
        .. spec.Containers.Select(Of),
        .. (spec.EphemeralContainers ?? []).Select(c =>
            new ContainerView(c.Name, c.SecurityContext, c.Ports, c.LivenessProbe, c.ReadinessProbe, c.StartupProbe, c.Lifecycle)),
    ];

    /// <summary>Whether it says that it runs Windows, where some of the rules mean nothing.</summary>
    public bool IsWindows => Spec.Os?.Name == "windows";

    /// <summary>Whether its users are not the host's.</summary>
    public bool HasOwnUsers => Spec.HostUsers == false;

    private static ContainerView Of(Container c) =>
        new(c.Name, c.SecurityContext, c.Ports, c.LivenessProbe, c.ReadinessProbe, c.StartupProbe, c.Lifecycle);
}
