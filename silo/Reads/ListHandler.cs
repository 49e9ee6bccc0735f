using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Negotiation;
using Orchestrator.Silo.Pipeline;

namespace Orchestrator.Silo.Reads;

/// <summary>GET of a collection: copies the objects' bytes from a snapshot of the replica into one answer.</summary>
internal sealed class ListHandler(IReplica replica, ListResponder responder)
{
    /// <summary>Answers with the list.</summary>
    public async Task HandleAsync(ApiRequest request)
    {
        var options = ReadOptionsParser.Parse(request.Query);
        var format = request.ViewedFormat;
        var selector = ObjectSelector.Parse(request.Kind, options);
        var plan = await ListPlan.MakeAsync(replica, request, options).ConfigureAwait(false);
        await responder.WriteAsync(request, format, options, Select(plan, request.Namespace, selector)).ConfigureAwait(false);
    }

    /// <summary>The page of a list that a plan and a selector ask for.</summary>
    internal static ListPage Select(ListPlan plan, string namespaceName, ObjectSelector? selector)
    {
        var scope = namespaceName.Length == 0 ? null : namespaceName;
        if (selector is null && plan is { Limit: 0, After: null } && scope is null)
        {
            return new ListPage(plan.Snapshot, plan.Revision, null, null);
        }

        if (selector?.Name is { } name && scope is not null)
        {
            var entry = plan.Snapshot.Get(scope, name);
            return new ListPage(entry is not null && selector.Matches(entry) ? [entry] : [], plan.Revision, null, null);
        }

        return Collect(plan, scope, selector);
    }

    private static ListPage Collect(ListPlan plan, string? scope, ObjectSelector? selector)
    {
        var entries = new List<ReplicaEntry>();
        foreach (var entry in plan.Snapshot.In(scope, plan.After))
        {
            if (selector is not null && !selector.Matches(entry))
            {
                continue;
            }

            if (plan.Limit > 0 && entries.Count == plan.Limit)
            {
                return Page(plan, scope, selector, entries); // there is more
            }

            entries.Add(entry);
        }

        return new ListPage(entries, plan.Revision, null, null);
    }

    // how much follows is counted without walking over it, and with a selector not said, as by a real server
    private static ListPage Page(ListPlan plan, string? scope, ObjectSelector? selector, List<ReplicaEntry> entries)
    {
        ObjectKey last = entries[^1].Key;
        long? remaining = selector is null ? plan.Snapshot.CountAfter(scope, (last.Namespace, last.Name)) : null;
        return new ListPage(entries, plan.Revision, new ContinueToken(plan.Revision, last.Namespace, last.Name), remaining);
    }
}
