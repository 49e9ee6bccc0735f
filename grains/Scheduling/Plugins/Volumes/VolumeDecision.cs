using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Scheduling.Plugins.Volumes;

/// <summary>How a claim gets its volume once its pod has a node.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Volume">The volume that it is bound to; null when one is made on the node.</param>
internal sealed record VolumeDecision(PersistentVolumeClaim Claim, string? Volume);

/// <summary>What was decided for a pod, from Reserve to PreBind.</summary>
internal sealed record VolumeDecisions(List<VolumeDecision> All);
