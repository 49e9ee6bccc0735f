using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Strategies.Core.Pods;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>What the maker of a stateful set should know.</summary>
internal static class StatefulSetWarnings
{
    public static IReadOnlyList<string> Of(StatefulSet set, StatefulSet? old)
    {
        var warnings = PodWarnings.ForTemplate(set.Spec.Template, old?.Spec.Template, FieldPath.Of("spec", "template"));
        return set.Spec.RevisionHistoryLimit < 0
            ? [.. warnings, "spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended"]
            : warnings;
    }
}
