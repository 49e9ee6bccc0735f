using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>May somebody do something, anywhere?</summary>
internal sealed class SubjectAccessReviews(AccessReviewer reviewer)
    : Review<SubjectAccessReview>(new GroupResource("authorization.k8s.io", "subjectaccessreviews"))
{
    /// <inheritdoc/>
    protected override ValueTask AnswerAsync(SubjectAccessReview review, ApiRequest request)
    {
        var errors = new FieldErrors();
        var spec = review.Spec;
        AccessReviewValidation.CheckQuestion(spec.ResourceAttributes, spec.NonResourceAttributes, errors);
        AccessReviewValidation.CheckSubject(spec, errors);
        AccessReviewValidation.CheckSelectors(spec.ResourceAttributes, errors);
        AccessReviewValidation.CheckMetadata(review.Metadata, "must be empty", errors);
        AccessReviewValidation.ThrowIfInvalid(review.Kind, errors);
        review.Status = reviewer.Review(spec.User ?? "", spec.Uid ?? "", spec.Groups ?? [], spec.ResourceAttributes, spec.NonResourceAttributes);
        return ValueTask.CompletedTask;
    }
}
