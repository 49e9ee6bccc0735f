namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No privileged containers.</summary>
internal static class Privileged
{
    public static Violation? Check(PodView pod)
    {
        var containers = pod.Containers.Where(container => container.Security?.Privileged == true).Select(container => container.Name).ToList();
        return containers.Count == 0 ? null : new Violation("privileged", $"{Wording.Containers(containers)} must not set securityContext.privileged=true");
    }
}
