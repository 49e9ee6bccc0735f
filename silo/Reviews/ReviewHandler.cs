using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.Responses;
using Orchestrator.Silo.Writes;

namespace Orchestrator.Silo.Reviews;

/// <summary>POST of a kind that is asked and never stored. Nothing is written, so <c>dryRun</c> changes nothing.</summary>
internal sealed class ReviewHandler(IEnumerable<IReview> reviews, ObjectReader objects, ObjectResponder responder)
{
    private const int Created = 201;
    private readonly FrozenDictionary<(GroupResource, string), IReview> _reviews = reviews.ToFrozenDictionary(review => (review.Resource, review.Subresource));

    /// <summary>Finds what answers a create, if it is a review.</summary>
    public bool TryFind(ApiRequest request, [NotNullWhen(true)] out IReview? review) =>
        _reviews.TryGetValue((request.GroupResource, request.Info.Subresource), out review);

    /// <summary>Answers it.</summary>
    public async Task HandleAsync(ApiRequest request, IReview review)
    {
        var options = WriteOptionsParser.Parse(request.Query, "CreateOptions");
        var sent = await objects.ReadAsync(request).ConfigureAwait(false);
        var (apiVersion, kind) = ObjectReader.Expected(request);
        var read = new ReviewRequest(sent.Json, apiVersion, kind, options.FieldValidation);
        var answer = await review.AnswerAsync(read, request).ConfigureAwait(false);
        foreach (var warning in read.Warnings)
        {
            WarningHeaders.Add(request.Http.Response, warning);
        }

        await responder.WriteResultAsync(request, new WriteResult(Created, JsonModel.ToBytes(answer), 0, [])).ConfigureAwait(false);
    }
}
