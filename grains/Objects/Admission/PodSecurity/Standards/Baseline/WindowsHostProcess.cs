namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No processes of a Windows host.</summary>
internal static class WindowsHostProcess
{
    public static Violation? Check(PodView pod)
    {
        var podIsBad = pod.Spec.SecurityContext?.WindowsOptions?.HostProcess == true;
        var containers = pod.Containers.Where(container => container.Security?.WindowsOptions?.HostProcess == true).Select(container => container.Name).ToList();
        return !podIsBad && containers.Count == 0
            ? null
            : new Violation("hostProcess", $"{Wording.Setters(podIsBad, containers)} must not set securityContext.windowsOptions.hostProcess=true");
    }
}
