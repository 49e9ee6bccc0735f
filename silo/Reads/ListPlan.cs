using Orchestrator.Api.Errors;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Errors;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Reads;

/// <summary>What a list reads: a snapshot of the resource, where it starts, and how many objects it may return.</summary>
/// <param name="Snapshot">The objects.</param>
/// <param name="After">The object after which the list starts; null for the beginning.</param>
/// <param name="Limit">The most objects; 0 for no limit.</param>
/// <param name="Revision">The revision that the list reports.</param>
internal readonly record struct ListPlan(ReplicaSnapshot Snapshot, (string Namespace, string Name)? After, long Limit, long Revision)
{
    private const string Exact = "Exact";
    private const string NotOlderThan = "NotOlderThan";

    /// <summary>Decides what to read, by the table of the API's "resource versions" page for every combination of the parameters.</summary>
    public static async ValueTask<ListPlan> MakeAsync(IReplica replica, ApiRequest request, ReadOptions options)
    {
        ListOptionsValidation.ThrowIfInvalid(options, watch: false);
        if (options.Continue.Length > 0)
        {
            return await ContinueAsync(replica, request, options).ConfigureAwait(false);
        }

        var revision = ResourceVersions.Parse(options.ResourceVersion);
        await ResourceVersions.WaitAsync(replica, options.ResourceVersion, request.Aborted).ConfigureAwait(false);
        // a limit with a version and no match means exactly that version, for clients older than resourceVersionMatch
        if (options.ResourceVersionMatch == Exact || (options.ResourceVersionMatch.Length == 0 && options.Limit > 0 && revision > 0))
        {
            var exact = replica.ListAt(request.StoredAs, revision) ?? throw new ApiException(StatusFactory.Expired(
                $"The resourceVersion for the provided list is too old."));
            return new ListPlan(exact, null, options.Limit, revision);
        }

        var snapshot = replica.List(request.StoredAs);
        // version 0 is served from the cache whole, whatever the limit, as a real server does
        var limit = options.ResourceVersion == "0" && options.ResourceVersionMatch != NotOlderThan ? 0 : options.Limit;
        return new ListPlan(snapshot, null, limit, snapshot.Revision);
    }

    private static async ValueTask<ListPlan> ContinueAsync(IReplica replica, ApiRequest request, ReadOptions options)
    {
        if (options.ResourceVersion is not ("" or "0"))
        {
            throw new ApiException(StatusFactory.BadRequest("specifying resource version is not allowed when using continue"));
        }

        var token = ContinueToken.Parse(options.Continue)
            ?? throw new ApiException(StatusFactory.BadRequest("invalid continue token: continue key is not valid"));
        var after = (token.Namespace, token.Name);
        if (token.Revision == ContinueToken.AnyRevision)
        {
            await ResourceVersions.WaitAsync(replica, "", request.Aborted).ConfigureAwait(false);
            var current = replica.List(request.StoredAs);
            return new ListPlan(current, after, options.Limit, current.Revision);
        }

        await ResourceVersions.WaitAsync(replica, token.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture), request.Aborted).ConfigureAwait(false);
        var snapshot = replica.ListAt(request.StoredAs, token.Revision)
            ?? throw new ApiException(Refusals.ExpiredContinue(token with { Revision = ContinueToken.AnyRevision }));
        return new ListPlan(snapshot, after, options.Limit, token.Revision);
    }
}
