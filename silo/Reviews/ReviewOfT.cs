using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Reviews;

/// <summary>A review of one kind.</summary>
/// <typeparam name="T">The kind's model.</typeparam>
/// <param name="resource">The resource whose POST this answers.</param>
/// <param name="subresource">The subresource; empty for the resource itself.</param>
internal abstract class Review<T>(GroupResource resource, string subresource = "") : IReview
    where T : class, IKubeObject, IJsonModel<T>
{
    /// <inheritdoc/>
    public GroupResource Resource { get; } = resource;

    /// <inheritdoc/>
    public string Subresource { get; } = subresource;

    /// <inheritdoc/>
    public async ValueTask<IKubeObject> AnswerAsync(ReviewRequest sent, ApiRequest request)
    {
        var review = sent.Decode<T>();
        await AnswerAsync(review, request).ConfigureAwait(false);
        return review;
    }

    /// <summary>Sets the review's status. The request's user, namespace and name are in <paramref name="request"/>.</summary>
    /// <exception cref="Orchestrator.Api.Errors.ApiException">The review is refused: something in it is missing or wrong.</exception>
    protected abstract ValueTask AnswerAsync(T review, ApiRequest request);
}
