namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No seccomp profile switched off.</summary>
internal static class SeccompProfile
{
    public static Violation? Check(PodView pod)
    {
        var types = Wording.Set();
        var podIsBad = IsBad(pod.Spec.SecurityContext?.SeccompProfile?.Type, types);
        var containers = pod.Containers.Where(container => IsBad(container.Security?.SeccompProfile?.Type, types)).Select(container => container.Name).ToList();
        return !podIsBad && containers.Count == 0
            ? null
            : new Violation(
                "seccompProfile", $"{Wording.Setters(podIsBad, containers)} must not set securityContext.seccompProfile.type to {Wording.Quoted(types)}");
    }

    private static bool IsBad(string? type, SortedSet<string> types)
    {
        if (type is null or "RuntimeDefault" or "Localhost")
        {
            return false;
        }

        types.Add(type);
        return true;
    }
}
