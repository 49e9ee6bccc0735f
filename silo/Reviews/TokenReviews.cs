using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Silo.Authentication.Tokens;
using Orchestrator.Silo.Pipeline;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.Reviews;

/// <summary>Whose token is this: for servers that leave authentication to the cluster.</summary>
internal sealed class TokenReviews(TokenUsers users) : Review<TokenReview>(new GroupResource("authentication.k8s.io", "tokenreviews"))
{
    /// <inheritdoc/>
    protected override async ValueTask AnswerAsync(TokenReview review, ApiRequest request)
    {
        if (string.IsNullOrEmpty(review.Spec.Token))
        {
            throw new ApiException(StatusFactory.BadRequest("token is required for TokenReview in authentication"));
        }

        IReadOnlyList<string> audiences = review.Spec.Audiences is { Count: > 0 } asked ? asked : users.ApiAudiences;
        var result = await users.AuthenticateAsync(review.Spec.Token.AsMemory(), audiences, request.Aborted).ConfigureAwait(false);
        review.Status = result.User is { } user
            ? new TokenReviewStatus { Authenticated = true, User = UserInfos.Of(user), Audiences = [.. result.Audiences!] }
            : new TokenReviewStatus { Error = result.Error };
    }
}
