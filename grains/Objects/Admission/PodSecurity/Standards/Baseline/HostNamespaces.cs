namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>Not the host's network, processes or memory.</summary>
internal static class HostNamespaces
{
    public static Violation? Check(PodView pod)
    {
        var shared = new List<string>();
        if (pod.Spec.HostNetwork == true)
        {
            shared.Add("hostNetwork=true");
        }

        if (pod.Spec.HostPID == true)
        {
            shared.Add("hostPID=true");
        }

        if (pod.Spec.HostIPC == true)
        {
            shared.Add("hostIPC=true");
        }

        return shared.Count == 0 ? null : new Violation("host namespaces", string.Join(", ", shared));
    }
}
