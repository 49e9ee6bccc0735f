using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>May somebody do something in this namespace? For those who may ask about one namespace alone.</summary>
internal sealed class LocalSubjectAccessReviews(AccessReviewer reviewer)
    : Review<LocalSubjectAccessReview>(new GroupResource("authorization.k8s.io", "localsubjectaccessreviews"))
{
    /// <inheritdoc/>
    protected override ValueTask AnswerAsync(LocalSubjectAccessReview review, ApiRequest request)
    {
        var errors = new FieldErrors();
        var spec = review.Spec;
        review.Metadata.Namespace = request.Namespace;
        AccessReviewValidation.CheckQuestion(spec.ResourceAttributes, spec.NonResourceAttributes, errors);
        AccessReviewValidation.CheckSubject(spec, errors);
        AccessReviewValidation.CheckSelectors(spec.ResourceAttributes, errors);
        AccessReviewValidation.CheckMetadata(review.Metadata, "must be empty except for namespace", errors);
        CheckPlace(spec, request.Namespace, errors);
        AccessReviewValidation.ThrowIfInvalid(review.Kind, errors);
        review.Status = reviewer.Review(spec.User ?? "", spec.Uid ?? "", spec.Groups ?? [], spec.ResourceAttributes, spec.NonResourceAttributes);
        return ValueTask.CompletedTask;
    }

    private static void CheckPlace(SubjectAccessReviewSpec spec, string namespaceName, FieldErrors errors)
    {
        if (spec.ResourceAttributes is { } resource && (resource.Namespace ?? "") != namespaceName)
        {
            errors.Invalid(FieldPath.Of("spec.resourceAttributes.namespace"), resource.Namespace ?? "", "must match metadata.namespace");
        }

        if (spec.NonResourceAttributes is { } path)
        {
            errors.Invalid(FieldPath.Of("spec.nonResourceAttributes"), AccessReviewValidation.Node(path), "disallowed on this kind of request");
        }
    }
}
