using Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>A seccomp profile is set, and not switched off.</summary>
internal static class RequiredSeccompProfile
{
    public static Violation? Check(PodView pod)
    {
        if (SeccompProfile.Check(pod) is { } explicitly)
        {
            return explicitly;
        }

        var silent = pod.Spec.SecurityContext?.SeccompProfile is not null
            ? []
            : pod.Containers.Where(container => container.Security?.SeccompProfile is null).Select(container => container.Name).ToList();
        return silent.Count == 0
            ? null
            : new Violation(
                "seccompProfile", $"pod or {Wording.Containers(silent)} must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\"");
    }
}
