namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Restricted;

/// <summary>Containers are started only as somebody else than root.</summary>
internal static class RunAsNonRoot
{
    private const string Reason = "runAsNonRoot != true";

    public static Violation? Check(PodView pod)
    {
        var ofPod = pod.Spec.SecurityContext?.RunAsNonRoot;
        var against = pod.Containers.Where(container => container.Security?.RunAsNonRoot == false).Select(container => container.Name).ToList();
        if (ofPod == false || against.Count > 0)
        {
            return new Violation(Reason, $"{Wording.Setters(ofPod == false, against)} must not set securityContext.runAsNonRoot=false");
        }

        var silent = pod.Containers.Where(container => container.Security?.RunAsNonRoot is null && ofPod != true).Select(container => container.Name).ToList();
        return silent.Count == 0 ? null : new Violation(Reason, $"pod or {Wording.Containers(silent)} must set securityContext.runAsNonRoot=true");
    }
}
