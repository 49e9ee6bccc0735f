namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>Nobody asks for root.</summary>
internal static class RunAsUser
{
    public static Violation? Check(PodView pod)
    {
        var podIsBad = pod.Spec.SecurityContext?.RunAsUser == 0;
        var containers = pod.Containers.Where(container => container.Security?.RunAsUser == 0).Select(container => container.Name).ToList();
        return !podIsBad && containers.Count == 0 ? null : new Violation("runAsUser=0", $"{Wording.Setters(podIsBad, containers)} must not set runAsUser=0");
    }
}
