using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Grains.Controllers.ReplicaSets;

/// <summary>What a replica set and a replication controller have in common: a number of pods of one template.</summary>
/// <param name="Object">It itself.</param>
/// <param name="Replicas">How many pods it should have.</param>
/// <param name="MinReadySeconds">How long a pod must be ready to count as available.</param>
/// <param name="Selector">Which pods are its own.</param>
/// <param name="Template">What new ones are made of.</param>
internal sealed record ReplicaOwner(IKubeObject Object, int Replicas, int MinReadySeconds, LabelSelector Selector, PodTemplateSpec Template)
{
    public string Name => Object.Metadata.Name!;

    public string Uid => Object.Metadata.Uid!;
}
