using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Grains.Controllers.CustomResources;

/// <summary>The conditions of a definition.</summary>
internal static class DefinitionConditions
{
    private const string ApprovalAnnotation = "api-approved.kubernetes.io";

    /// <summary>The status that a definition should have after a decision on its names.</summary>
    public static CustomResourceDefinitionStatus After(CustomResourceDefinition definition, NameDecision decision, DateTime now)
    {
        var conditions = new ConditionList(definition.Status.Conditions, now);
        Approve(definition, conditions);
        conditions.Set("NamesAccepted", decision.IsGood, decision.Reason, decision.Message);
        if (!conditions.Holds("Established"))
        {
            if (decision.IsGood)
            {
                conditions.Set("Established", true, "InitialNamesAccepted", "the initial names have been accepted");
            }
            else
            {
                conditions.Set("Established", false, "NotAccepted", "not all names are accepted");
            }
        }

        return With(definition.Status, decision.Accepted, conditions);
    }

    /// <summary>The status while the objects of a definition that is being deleted go.</summary>
    public static CustomResourceDefinitionStatus Terminating(CustomResourceDefinition definition, string message, DateTime now)
    {
        var conditions = new ConditionList(definition.Status.Conditions, now);
        conditions.Set("Terminating", true, "InstanceDeletionInProgress", message);
        return With(definition.Status, definition.Status.AcceptedNames, conditions);
    }

    /// <summary>Groups under k8s.io are the project's: who makes kinds in them says who approved that, or that nobody did.</summary>
    private static void Approve(CustomResourceDefinition definition, ConditionList conditions)
    {
        var group = definition.Spec.Group;
        if (!group.EndsWith(".k8s.io", StringComparison.Ordinal) && !group.EndsWith(".kubernetes.io", StringComparison.Ordinal))
        {
            return;
        }

        const string Type = "KubernetesAPIApprovalPolicyConformant";
        var approval = definition.Metadata.Annotations?.GetValueOrDefault(ApprovalAnnotation) ?? "";
        if (approval.Length == 0)
        {
            conditions.Set(
                Type, false, "MissingAnnotation",
                "protected groups must have approval annotation \"api-approved.kubernetes.io\", see https://github.com/kubernetes/enhancements/pull/1111");
        }
        else if (approval.StartsWith("unapproved", StringComparison.Ordinal))
        {
            conditions.Set(Type, false, "UnapprovedAnnotation", $"not approved: \"{approval}\"");
        }
        else
        {
            conditions.Set(Type, true, "ApprovedAnnotation", $"approved in {approval}");
        }
    }

    private static CustomResourceDefinitionStatus With(CustomResourceDefinitionStatus status, CustomResourceDefinitionNames accepted, ConditionList conditions) => new()
    {
        AcceptedNames = accepted,
        Conditions = conditions.Items,
        StoredVersions = status.StoredVersions,
        ObservedGeneration = status.ObservedGeneration,
    };
}
