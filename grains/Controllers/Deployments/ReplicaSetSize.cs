namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>What the rollout arithmetic needs to know of one replica set.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Desired"><c>spec.replicas</c>.</param>
/// <param name="Active">Its pods that are neither finished nor terminating.</param>
/// <param name="Available">Its pods that are ready for at least minReadySeconds.</param>
/// <param name="Created">Its creation time: older ones are scaled down first.</param>
/// <param name="MaxReplicas">The annotation <c>deployment.kubernetes.io/max-replicas</c>: what the deployment allowed when the set was last scaled.</param>
internal readonly record struct ReplicaSetSize(string Name, int Desired, int Active, int Available, DateTime Created, int? MaxReplicas = null)
{
    /// <summary>
    /// The pods that it may have before it has followed its last scaling. A real server counts <see cref="Desired"/> alone and can pass maxSurge
    /// for as long as the replica set controller lags; counting what is really there keeps the bound at every moment.
    /// </summary>
    public int Pods => Math.Max(Desired, Active);

    /// <summary>The available pods that stay once it has followed its last scaling: a set scaled down deletes the unready first.</summary>
    public int StayingAvailable => Math.Min(Desired, Available);
}
