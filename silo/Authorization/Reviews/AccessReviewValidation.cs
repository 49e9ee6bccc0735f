using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>Checks access reviews (a real server's <c>ValidateSubjectAccessReview</c> and its like).</summary>
internal static class AccessReviewValidation
{
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <summary>A review asks of a resource or of a path.</summary>
    public static void CheckQuestion(ResourceAttributes? resource, NonResourceAttributes? path, FieldErrors errors)
    {
        if (resource is not null && path is not null)
        {
            errors.Invalid(Spec.Child("nonResourceAttributes"), Node(path), "cannot be specified in combination with resourceAttributes");
        }
        else if (resource is null && path is null)
        {
            errors.Invalid(Spec.Child("resourceAttributes"), null, "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    /// <summary>A review of somebody else names them.</summary>
    public static void CheckSubject(SubjectAccessReviewSpec spec, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(spec.User) && spec.Groups is not { Count: > 0 })
        {
            errors.Invalid(Spec.Child("user"), "", "at least one of user or group must be specified");
        }
    }

    /// <summary>Selectors are text or requirements.</summary>
    public static void CheckSelectors(ResourceAttributes? resource, FieldErrors errors)
    {
        var path = Spec.Child("resourceAttributes");
        if (resource?.FieldSelector is { } fields)
        {
            SelectorAttributesRules.Validate(fields, errors, path.Child("fieldSelector"));
        }

        if (resource?.LabelSelector is { } labels)
        {
            SelectorAttributesRules.Validate(labels, errors, path.Child("labelSelector"));
        }
    }

    /// <summary>A review is no object: it has no metadata.</summary>
    public static void CheckMetadata(ObjectMeta metadata, string complaint, FieldErrors errors)
    {
        var sent = Node(metadata);
        sent.Remove("managedFields");
        sent.Remove("creationTimestamp");
        if (complaint.Contains("namespace", StringComparison.Ordinal))
        {
            sent.Remove("namespace");
        }

        if (sent.Count > 0 || metadata.CreationTimestamp is not null)
        {
            errors.Invalid(FieldPath.Of("metadata"), Node(metadata), complaint);
        }
    }

    /// <summary>Refuses a review that has errors.</summary>
    public static void ThrowIfInvalid(string kind, FieldErrors errors)
    {
        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(new Orchestrator.Api.Objects.GroupKind("authorization.k8s.io", kind), "", errors));
        }
    }

    /// <summary>A value as an error shows it.</summary>
    public static JsonObject Node(IJsonModel value) => JsonNode.Parse(JsonModel.ToBytes(value))!.AsObject();
}
