using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authorization.V1;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Authorization.Reviews;

/// <summary>May I do something (<c>kubectl auth can-i</c>)?</summary>
internal sealed class SelfSubjectAccessReviews(AccessReviewer reviewer)
    : Review<SelfSubjectAccessReview>(new GroupResource("authorization.k8s.io", "selfsubjectaccessreviews"))
{
    /// <inheritdoc/>
    protected override ValueTask AnswerAsync(SelfSubjectAccessReview review, ApiRequest request)
    {
        var errors = new FieldErrors();
        var spec = review.Spec;
        AccessReviewValidation.CheckQuestion(spec.ResourceAttributes, spec.NonResourceAttributes, errors);
        AccessReviewValidation.CheckSelectors(spec.ResourceAttributes, errors);
        AccessReviewValidation.CheckMetadata(review.Metadata, "must be empty", errors);
        AccessReviewValidation.ThrowIfInvalid(review.Kind, errors);
        review.Status = reviewer.Review(request.User.Name, request.User.Uid, request.User.Groups, spec.ResourceAttributes, spec.NonResourceAttributes);
        return ValueTask.CompletedTask;
    }
}
