using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.RequestInformation;
using Orchestrator.Silo.Responses;
using ObjectKey = Orchestrator.Api.Objects.ObjectKey;

namespace Orchestrator.Silo.Virtual;

/// <summary>
/// <c>componentstatuses</c>: deprecated, and still what people ask first. Controllers and the scheduler are part of this process, so they are as well as it is;
/// what a real server calls etcd is the ledger, and is asked.
/// </summary>
internal sealed class ComponentStatusEndpoint(KindRegistry kinds, ILedger ledger, ObjectResponder objects, ListResponder lists) : IApiEndpoint
{
    private static readonly string[] Components = ["controller-manager", "etcd-0", "scheduler"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public bool Serves(RequestInfo request) =>
        request is { Resource: "componentstatuses", Group: "", Version: "v1", Namespace.Length: 0, Subresource.Length: 0, Verb: RequestVerbs.Get or RequestVerbs.List };

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context, RequestInfo request, UserInfo user)
    {
        kinds.TryGet("", "v1", "componentstatuses", out var kind);
        WarningHeaders.Add(context.Response, "v1 ComponentStatus is deprecated in v1.19+");
        var asked = new ApiRequest(context, request, user, kind!);
        var options = ReadOptionsParser.Parse(context.Request.QueryString.Value);
        if (request.Verb == RequestVerbs.Get)
        {
            if (Array.IndexOf(Components, request.Name) < 0)
            {
                throw new ApiException(StatusFactory.NotFound(kind!.GroupResource, request.Name));
            }

            await objects.WriteAsync(asked, 200, await EntryAsync(request.Name, context.RequestAborted).ConfigureAwait(false), options).ConfigureAwait(false);
            return;
        }

        var selector = ObjectSelector.Parse(kind!, options);
        var entries = new List<ReplicaEntry>();
        foreach (var name in Components)
        {
            var entry = await EntryAsync(name, context.RequestAborted).ConfigureAwait(false);
            if (selector is null || selector.Matches(entry))
            {
                entries.Add(entry);
            }
        }

        await lists.WriteAsync(asked, asked.ViewedFormat, options, new ListPage(entries, 0, null, null)).ConfigureAwait(false);
    }

    private async Task<ReplicaEntry> EntryAsync(string name, CancellationToken cancellationToken)
    {
        var failure = name == "etcd-0" ? await AskLedgerAsync(cancellationToken).ConfigureAwait(false) : null;
        var status = new ComponentStatus
        {
            Metadata = new ObjectMeta { Name = name },
            Conditions =
            [
                new ComponentCondition { Type = "Healthy", Status = failure is null ? "True" : "False", Message = failure is null ? "ok" : null, Error = failure },
            ],
        };
        return new ReplicaEntry { Key = new ObjectKey("", "componentstatuses", "", name), Revision = 0, Json = JsonModel.ToBytes(status) };
    }

    private async Task<string?> AskLedgerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ledger.GetRevisionAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is LedgerUnavailableException or TimeoutException)
        {
            return e.Message;
        }
    }
}
