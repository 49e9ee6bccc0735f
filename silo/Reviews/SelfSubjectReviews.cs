using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Silo.Pipeline;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Reviews;

/// <summary>Who am I (<c>kubectl auth whoami</c>): the user as authentication, and impersonation after it, found them.</summary>
internal sealed class SelfSubjectReviews(TimeProvider time) : Review<SelfSubjectReview>(new GroupResource("authentication.k8s.io", "selfsubjectreviews"))
{
    /// <inheritdoc/>
    protected override ValueTask AnswerAsync(SelfSubjectReview review, ApiRequest request)
    {
        review.Metadata = new() { CreationTimestamp = time.GetUtcNow().UtcDateTime };
        review.Status = new SelfSubjectReviewStatus { UserInfo = UserInfos.Of(request.User) };
        return ValueTask.CompletedTask;
    }
}
