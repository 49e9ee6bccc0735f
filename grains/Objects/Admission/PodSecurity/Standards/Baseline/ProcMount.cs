namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary><c>/proc</c> stays masked.</summary>
internal static class ProcMount
{
    public static Violation? Check(PodView pod)
    {
        var types = Wording.Set();
        var containers = new List<string>();
        foreach (var container in pod.Containers)
        {
            if (container.Security?.ProcMount is { } type and not "Default")
            {
                containers.Add(container.Name);
                types.Add(type);
            }
        }

        return containers.Count == 0
            ? null
            : new Violation("procMount", $"{Wording.Containers(containers)} must not set securityContext.procMount to {Wording.Quoted(types)}");
    }

    /// <summary>As from 1.35 on: a pod with users of its own may unmask it.</summary>
    public static Violation? CheckUnlessOwnUsers(PodView pod) => pod.HasOwnUsers ? null : Check(pod);
}
