using System.Collections.Concurrent;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.Responses;

namespace Orchestrator.Silo.Writes;

/// <summary>DELETE of a collection: every object that the selectors match, each by its own grain; answers with the list of them.</summary>
internal sealed class DeleteCollectionHandler(IReplica replica, BodyDecoder decoder, ObjectWriter writer, ListResponder responder)
{
    private const int AtOnce = 64;
    private const int Gone = 404;

    /// <summary>Deletes the objects; the first refusal ends it, what is deleted stays so.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var read = ReadOptionsParser.Parse(request.Query);
        var format = request.ViewedFormat;
        var selector = ObjectSelector.Parse(request.Kind, read);
        var options = await DeleteHandler.ReadOptionsAsync(request, decoder).ConfigureAwait(false);
        var page = ListHandler.Select(await ListPlan.MakeAsync(replica, request, read).ConfigureAwait(false), request.Namespace, selector);
        var warnings = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = request.Aborted };
        await Parallel.ForEachAsync(page.Entries, parallel, async (entry, _) =>
        {
            var result = await writer.CallAsync(request, entry.Key, WriteVerb.Delete, [], options).ConfigureAwait(false);
            if (!result.Succeeded && result.Code != Gone)
            {
                throw ObjectWriter.Refusal(result);
            }

            foreach (var warning in result.Warnings)
            {
                warnings.TryAdd(warning, true);
            }
        }).ConfigureAwait(false);
        foreach (var warning in warnings.Keys)
        {
            WarningHeaders.Add(request.Http.Response, warning);
        }

        await responder.WriteAsync(request, format, read, page).ConfigureAwait(false);
    }
}
