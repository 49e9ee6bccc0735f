namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>No process gets more privileges than its parent.</summary>
internal static class PrivilegeEscalation
{
    public static Violation? Check(PodView pod)
    {
        var containers = pod.Containers.Where(container => container.Security?.AllowPrivilegeEscalation != false).Select(container => container.Name).ToList();
        return containers.Count == 0
            ? null
            : new Violation("allowPrivilegeEscalation != false", $"{Wording.Containers(containers)} must set securityContext.allowPrivilegeEscalation=false");
    }
}
