using System.Text.Json;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>Conditions, of any kind, that are not as they should be.</summary>
internal sealed class ConditionFindings : IFindingSource
{
    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        using var document = JsonDocument.Parse(subject.Entry.Json);
        if (!document.RootElement.TryGetProperty("status", out var status)
            || status.ValueKind != JsonValueKind.Object
            || !status.TryGetProperty("conditions", out var conditions)
            || conditions.ValueKind != JsonValueKind.Array)
        {
            return ValueTask.CompletedTask;
        }

        var isPod = subject.Kind is { Group: "", Resource: "pods" };
        foreach (var condition in conditions.EnumerateArray())
        {
            var (type, value) = (Text(condition, "type"), Text(condition, "status"));
            if (IsTrouble(type, value) && !(isPod && IsSaidElsewhere(type)))
            {
                var (reason, message) = (Text(condition, "reason"), Text(condition, "message"));
                into.Add(new Finding("condition", reason.Length > 0 ? reason : type, $"{type} is {value}{(message.Length > 0 ? $": {message}" : "")}")
                {
                    Remedy = Remedies.For(reason, message),
                    Since = condition.TryGetProperty("lastTransitionTime", out var time) && time.ValueKind == JsonValueKind.String && time.TryGetDateTime(out var since) ? since.ToUniversalTime() : null,
                });
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Most conditions are good when they are true; these are bad then.</summary>
    private static bool IsTrouble(string type, string status) => type switch
    {
        "ReplicaFailure" or "Failed" or "FailureTarget" or "NetworkUnavailable" or "DisruptionTarget" or "NonStructuralSchema" or "PodResizePending" or "Stalled" => status == "True",
        "ScalingLimited" or "Suspended" or "Dangling" or "FileSystemResizePending" or "Resizing" or "ModifyingVolume" or "Terminating" => status == "True",
        "Complete" or "SuccessCriteriaMet" or "Approved" or "PodResizeInProgress" => false,
        _ when type.EndsWith("Pressure", StringComparison.Ordinal) || type.EndsWith("Failure", StringComparison.Ordinal) || type.StartsWith("Namespace", StringComparison.Ordinal) => status == "True",
        _ => status is "False" or "Unknown",
    };

    /// <summary>The agent's and the scheduler's findings say it in more detail.</summary>
    private static bool IsSaidElsewhere(string type) => type is "Ready" or "ContainersReady" or "PodScheduled" or "Initialized" or "PodReadyToStartContainers";

    private static string Text(JsonElement condition, string field) => condition.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
