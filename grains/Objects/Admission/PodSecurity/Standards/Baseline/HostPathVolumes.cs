namespace Orchestrator.Grains.Objects.Admission.PodSecurity.Standards.Baseline;

/// <summary>No directories of the host.</summary>
internal static class HostPathVolumes
{
    public static Violation? Check(PodView pod)
    {
        var volumes = (pod.Spec.Volumes ?? []).Where(volume => volume.HostPath is not null).Select(volume => volume.Name).ToList();
        return volumes.Count == 0
            ? null
            : new Violation("hostPath volumes", $"{Wording.Plural("volume", "volumes", volumes.Count)} {Wording.Quoted(volumes)}");
    }
}
