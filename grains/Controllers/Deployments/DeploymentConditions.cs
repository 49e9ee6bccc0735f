using Orchestrator.Api.Models.Apps.V1;

namespace Orchestrator.Grains.Controllers.Deployments;

/// <summary>The conditions of a deployment's status, changed as <c>SetDeploymentCondition</c> changes them.</summary>
internal sealed class DeploymentConditions(IEnumerable<DeploymentCondition>? conditions, DateTime now)
{
    public const string Available = "Available";
    public const string Progressing = "Progressing";
    public const string ReplicaFailure = "ReplicaFailure";
    public const string TimedOut = "ProgressDeadlineExceeded";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";

    private readonly List<DeploymentCondition> _conditions = [.. conditions ?? []];

    /// <summary>The condition of a type, or null.</summary>
    public DeploymentCondition? Get(string type) => _conditions.Find(condition => condition.Type == type);

    /// <summary>Sets a condition; one with the same status and reason stays as it is, message and times included.</summary>
    public void Set(string type, string status, string reason, string message)
    {
        var current = Get(type);
        if (current?.Status != status || current.Reason != reason)
        {
            Replace(type, status, reason, message);
        }
    }

    /// <summary>Sets a condition even if only its message or its time is new: something moved, and the deadline runs anew.</summary>
    public void Replace(string type, string status, string reason, string message)
    {
        var current = Get(type);
        var time = Timestamp.Seconds(now);
        Remove(type);
        _conditions.Add(new DeploymentCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastUpdateTime = time,
            LastTransitionTime = current?.Status == status ? current.LastTransitionTime : time,
        });
    }

    /// <summary>Takes a condition away.</summary>
    public void Remove(string type) => _conditions.RemoveAll(condition => condition.Type == type);

    /// <summary>The list for the status.</summary>
    public List<DeploymentCondition>? ToList() => _conditions.Count == 0 ? null : _conditions;
}
