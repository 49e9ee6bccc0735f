using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>The conditions that say how far a namespace's deletion is (<c>status_condition_utils.go</c>).</summary>
internal static class NamespaceConditions
{
    /// <summary>The conditions, with the times of those that did not change.</summary>
    public static List<NamespaceCondition> Of(List<NamespaceCondition> before, NamespaceContent content, List<ApiException> failures, DateTime now)
    {
        var remaining = string.Join(", ", content.Remaining.Select(r => $"{r.Key} has {r.Value} resource instances"));
        var finalizers = string.Join(", ", content.Finalizers.Select(f => $"{f.Key} in {f.Value} resource instances"));
        var failure = failures.Count == 0 ? "" : "Failed to delete all resource types, 1 remaining: " + failures[0].Message;
        NamespaceCondition[] conditions =
        [
            New("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            New("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed"),
            failure.Length == 0
                ? New("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization")
                : New("NamespaceDeletionContentFailure", true, "ContentDeletionFailed", failure),
            content.IsEmpty
                ? New("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
                : New("NamespaceContentRemaining", true, "SomeResourcesRemain", "Some resources are remaining: " + remaining),
            content.Finalizers.Count == 0
                ? New("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
                : New("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain", "Some content in the namespace has finalizers remaining: " + finalizers),
        ];
        foreach (var condition in conditions)
        {
            var old = before.Find(c => c.Type == condition.Type);
            condition.LastTransitionTime = old?.Status == condition.Status ? old.LastTransitionTime : Timestamp.Seconds(now);
        }

        return [.. conditions];
    }

    private static NamespaceCondition New(string type, bool holds, string reason, string message) =>
        new() { Type = type, Status = holds ? "True" : "False", Reason = reason, Message = message };
}
