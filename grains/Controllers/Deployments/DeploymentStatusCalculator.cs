using Orchestrator.Api.Models.Apps.V1;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>Works out a deployment's status (<c>calculateStatus</c> and <c>syncRolloutStatus</c>), in the words that <c>kubectl rollout status</c> looks for.</summary>
internal static class DeploymentStatusCalculator
{
    /// <summary>The status that the replica sets come to.</summary>
    /// <param name="rollout">The deployment and its replica sets.</param>
    /// <param name="conditions">Its conditions, with what this look has added already; changed.</param>
    /// <param name="now">The present time.</param>
    public static DeploymentStatus Calculate(DeploymentRollout rollout, DeploymentConditions conditions, DateTime now)
    {
        var available = rollout.All.Sum(set => set.Counts.Available);
        var status = new DeploymentStatus
        {
            ObservedGeneration = rollout.Deployment.Metadata.Generation,
            Replicas = Zero(rollout.All.Sum(set => set.Counts.Active)),
            UpdatedReplicas = Zero(rollout.New?.Counts.Active ?? 0),
            ReadyReplicas = Zero(rollout.All.Sum(set => set.Counts.Ready)),
            AvailableReplicas = Zero(available),
            UnavailableReplicas = Zero(Math.Max(0, rollout.All.Sum(set => set.Desired) - available)),
            TerminatingReplicas = rollout.All.Sum(set => set.Counts.Terminating),
            CollisionCount = rollout.Deployment.Status.CollisionCount,
        };
        SetAvailable(rollout, conditions, available);
        SetProgressing(rollout, status, conditions, now);
        SetFailure(rollout, conditions);
        status.Conditions = conditions.ToList();
        return status;
    }

    /// <summary>Whether everything is as the spec says.</summary>
    public static bool IsComplete(DeploymentRollout rollout, DeploymentStatus status) =>
        (status.UpdatedReplicas ?? 0) == rollout.Replicas
        && (status.Replicas ?? 0) == rollout.Replicas
        && (status.AvailableReplicas ?? 0) == rollout.Replicas
        && (status.ObservedGeneration ?? 0) >= (rollout.Deployment.Metadata.Generation ?? 0);

    /// <summary>Within which time something has to move; null when it does not matter.</summary>
    public static TimeSpan? Deadline(Deployment deployment) =>
        deployment.Spec.ProgressDeadlineSeconds is { } seconds and not int.MaxValue ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Zero(int count) => count == 0 ? null : count;

    private static void SetAvailable(DeploymentRollout rollout, DeploymentConditions conditions, int available)
    {
        if (available >= rollout.Replicas - rollout.Limits.MaxUnavailable)
        {
            conditions.Set(DeploymentConditions.Available, "True", "MinimumReplicasAvailable", "Deployment has minimum availability.");
        }
        else
        {
            conditions.Set(DeploymentConditions.Available, "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");
        }
    }

    private static void SetProgressing(DeploymentRollout rollout, DeploymentStatus status, DeploymentConditions conditions, DateTime now)
    {
        const string Type = DeploymentConditions.Progressing;
        var deployment = rollout.Deployment;
        if (Deadline(deployment) is not { } deadline)
        {
            conditions.Remove(Type);
            return;
        }

        var current = conditions.Get(Type);
        var wasComplete = status.Replicas == status.UpdatedReplicas && current?.Reason == DeploymentConditions.NewReplicaSetAvailable;
        if (wasComplete || deployment.Spec.Paused == true || deployment.Metadata.DeletionTimestamp is not null)
        {
            return;
        }

        var subject = rollout.New is null ? $"Deployment \"{deployment.Metadata.Name}\"" : $"ReplicaSet \"{rollout.New.Name}\"";
        if (IsComplete(rollout, status))
        {
            conditions.Set(Type, "True", DeploymentConditions.NewReplicaSetAvailable, $"{subject} has successfully progressed.");
        }
        else if (HasProgressed(deployment.Status, status))
        {
            conditions.Replace(Type, "True", "ReplicaSetUpdated", $"{subject} is progressing.");
        }
        else if (HasTimedOut(current, deadline, now))
        {
            conditions.Set(Type, "False", DeploymentConditions.TimedOut, $"{subject} has timed out progressing.");
        }
    }

    private static bool HasProgressed(DeploymentStatus before, DeploymentStatus after) =>
        (after.UpdatedReplicas ?? 0) > (before.UpdatedReplicas ?? 0)
        || (after.Replicas ?? 0) - (after.UpdatedReplicas ?? 0) < (before.Replicas ?? 0) - (before.UpdatedReplicas ?? 0)
        || (after.ReadyReplicas ?? 0) > (before.ReadyReplicas ?? 0)
        || (after.AvailableReplicas ?? 0) > (before.AvailableReplicas ?? 0);

    private static bool HasTimedOut(DeploymentCondition? current, TimeSpan deadline, DateTime now) =>
        current is not null
        && current.Reason != DeploymentConditions.NewReplicaSetAvailable
        && (current.Reason == DeploymentConditions.TimedOut || current.LastUpdateTime + deadline < now);

    /// <summary>What a replica set fails with, the new one's first.</summary>
    private static void SetFailure(DeploymentRollout rollout, DeploymentConditions conditions)
    {
        var failure = rollout.Old.Append(rollout.New).Reverse()
            .SelectMany(set => set?.Set.Status.Conditions ?? [])
            .FirstOrDefault(condition => condition.Type == DeploymentConditions.ReplicaFailure);
        if (failure is null)
        {
            conditions.Remove(DeploymentConditions.ReplicaFailure);
        }
        else
        {
            conditions.Set(DeploymentConditions.ReplicaFailure, failure.Status, failure.Reason ?? "", failure.Message ?? "");
        }
    }
}
