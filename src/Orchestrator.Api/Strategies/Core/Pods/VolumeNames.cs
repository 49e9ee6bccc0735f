using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>The volumes of a pod by name.</summary>
internal readonly record struct VolumeNames(IReadOnlyList<Volume> Volumes)
{
    /// <summary>The volume of that name, or null.</summary>
    public Volume? Find(string name)
    {
        foreach (var volume in Volumes)
        {
            if (volume.Name == name)
            {
                return volume;
            }
        }

        return null;
    }
}
