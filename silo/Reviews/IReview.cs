using Orchestrator.Api.Objects;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Reviews;

/// <summary>
/// A kind that is asked and never stored: its one verb is create, and the answer is the object that was sent, with what the server found out in its status
/// (TokenReview, SubjectAccessReview, SelfSubjectReview, and TokenRequest at <c>serviceaccounts/token</c>). Derive from <see cref="Review{T}"/> and register in the
/// container as this interface; decoding in every encoding, <c>fieldValidation</c>, the answer's encoding, discovery and OpenAPI come with it.
/// </summary>
internal interface IReview
{
    /// <summary>The resource whose POST this answers.</summary>
    GroupResource Resource { get; }

    /// <summary>The subresource; empty for the resource itself.</summary>
    string Subresource { get; }

    /// <summary>Reads what was sent and answers it.</summary>
    /// <exception cref="Orchestrator.Api.Errors.ApiException">The review is refused.</exception>
    ValueTask<IKubeObject> AnswerAsync(ReviewRequest sent, ApiRequest request);
}
