using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards;

/// <summary>What the standards look at in a container of any sort.</summary>
internal sealed record ContainerView(
    string Name,
    SecurityContext? Security,
    List<ContainerPort>? Ports,
    Probe? Liveness,
    Probe? Readiness,
    Probe? Startup,
    Lifecycle? Lifecycle);
