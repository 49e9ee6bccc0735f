namespace Orchestrator.Api.Models.Core.V1;

/// <content>Copies that share most of a pod with the version before: of all that is written, a pod's node and its status are written most often.</content>
public sealed partial class Pod
{
    /// <summary>A copy whose metadata and status are the caller's to change. The spec is the same object: never change it.</summary>
    public Pod CopySharingSpec()
    {
        var copy = (Pod)MemberwiseClone();
        copy.Metadata = Metadata.DeepCopy();
        copy.Status = Status.DeepCopy();
        return copy;
    }
}

/// <content>Copies that share most of a pod with the version before.</content>
public sealed partial class PodSpec
{
    /// <summary>A copy whose own fields are the caller's to set. What they refer to is the same: never change it.</summary>
    public PodSpec ShallowCopy() => (PodSpec)MemberwiseClone();
}
