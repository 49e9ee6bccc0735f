using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Grains.Controllers.CustomResources;

/// <summary>Conditions that change: one that keeps its status keeps the time of its last change.</summary>
internal sealed class ConditionList(IReadOnlyList<CustomResourceDefinitionCondition> before, DateTime now)
{
    /// <summary>The conditions.</summary>
    public List<CustomResourceDefinitionCondition> Items { get; } = [.. before];

    /// <summary>Whether a condition is true.</summary>
    public bool Holds(string type) => Items.Exists(condition => condition.Type == type && condition.Status == "True");

    /// <summary>Sets a condition.</summary>
    public void Set(string type, bool holds, string reason, string message)
    {
        var status = holds ? "True" : "False";
        var at = Items.FindIndex(condition => condition.Type == type);
        var condition = new CustomResourceDefinitionCondition
        {
            Type = type,
            Status = status,
            Reason = reason,
            Message = message,
            LastTransitionTime = at >= 0 && Items[at].Status == status ? Items[at].LastTransitionTime : Timestamp.Seconds(now),
        };
        if (at < 0)
        {
            Items.Add(condition);
        }
        else
        {
            Items[at] = condition;
        }
    }
}
