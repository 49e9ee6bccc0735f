using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>The conditions that say how far a namespace's deletion is (<c>status_condition_utils.go</c>).</summary>
internal static class NamespaceConditions
{
    /// <summary>The conditions, with the times of those that did not change.</summary>
    public static List<NamespaceCondition> Of(List<NamespaceCondition> before, NamespaceReview review, DateTime now)
    {
        List<NamespaceCondition> conditions = [Discovery(review), Parsing(), Deletion(review), Remaining(review.Content), Finalizers(review.Content)];
        foreach (var condition in conditions)
        {
            var old = before.Find(c => c.Type == condition.Type);
            condition.LastTransitionTime = old?.Status == condition.Status ? old.LastTransitionTime : Timestamp.Seconds(now);
        }

        return conditions;
    }

    private static NamespaceCondition Discovery(NamespaceReview review) => review.Undiscovered.Count == 0
        ? New("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered")
        : New(
            "NamespaceDeletionDiscoveryFailure",
            true,
            "DiscoveryFailed",
            "Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: "
                + string.Join(", ", review.Undiscovered.Select(version => $"{version}: stale GroupVersion discovery: {version}")));

    /// <summary>Versions are parsed when a kind is registered, so that none here can be unreadable.</summary>
    private static NamespaceCondition Parsing() =>
        New("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions", "All legacy kube types successfully parsed");

    private static NamespaceCondition Deletion(NamespaceReview review) => review.Failures.Count == 0
        ? New("NamespaceDeletionContentFailure", false, "ContentDeleted", "All content successfully deleted, may be waiting on finalization")
        : New(
            "NamespaceDeletionContentFailure",
            true,
            "ContentDeletionFailed",
            $"Failed to delete all resource types, {review.Failures.Count} remaining: "
                + string.Join(", ", review.Failures.Select(failure => failure.Message).Order(StringComparer.Ordinal)));

    private static NamespaceCondition Remaining(NamespaceContent content) => content.IsEmpty
        ? New("NamespaceContentRemaining", false, "ContentRemoved", "All content successfully removed")
        : New(
            "NamespaceContentRemaining",
            true,
            "SomeResourcesRemain",
            "Some resources are remaining: " + string.Join(", ", content.Remaining.Select(r => $"{r.Key} has {r.Value} resource instances")));

    private static NamespaceCondition Finalizers(NamespaceContent content) => content.Finalizers.Count == 0
        ? New("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished")
        : New(
            "NamespaceFinalizersRemaining",
            true,
            "SomeFinalizersRemain",
            "Some content in the namespace has finalizers remaining: " + string.Join(", ", content.Finalizers.Select(f => $"{f.Key} in {f.Value} resource instances")));

    private static NamespaceCondition New(string type, bool holds, string reason, string message) =>
        new() { Type = type, Status = holds ? "True" : "False", Reason = reason, Message = message };
}
