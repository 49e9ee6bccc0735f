namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>A decision to give a replica set a new size.</summary>
internal readonly record struct ReplicaSetScale(string Name, int Replicas);
