using System.Diagnostics;
using System.Runtime.CompilerServices;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.Responses;
using Orleans;

namespace Orchestrator.Silo.Writes;

/// <summary>Hands a write to the grain of its object, the only writer, and its answer to the client.</summary>
internal sealed class ObjectWriter(IGrainFactory grains, ObjectResponder responder)
{
    private readonly ConditionalWeakTable<UserInfo, Caller> _callers = [];

    /// <summary>Writes and answers.</summary>
    public async Task WriteAsync(
        ApiRequest request, ObjectKey key, WriteVerb verb, byte[] body, WriteOptions options, PatchType patch = PatchType.None)
    {
        var result = await CallAsync(request, key, verb, body, options, patch).ConfigureAwait(false);
        await AnswerAsync(request, result).ConfigureAwait(false);
    }

    /// <summary>Writes.</summary>
    public Task<WriteResult> CallAsync(
        ApiRequest request, ObjectKey key, WriteVerb verb, byte[] body, WriteOptions options, PatchType patch = PatchType.None)
    {
        options = UserAgents.NameManager(options, request.Http.Request.Headers.UserAgent);
        var write = new WriteRequest(verb, request.Kind.Version, request.Info.Subresource, body, patch, options, CallerOf(request.User), GroupOf(request.Kind), Activity.Current?.Id);
        return ResourceGrains.Get(grains, key).WriteAsync(write, request.Aborted);
    }

    /// <summary>Answers with the object or Status that a write left.</summary>
    public Task AnswerAsync(ApiRequest request, WriteResult result)
    {
        foreach (var warning in result.Warnings)
        {
            WarningHeaders.Add(request.Http.Response, warning);
        }

        return result.Succeeded ? responder.WriteResultAsync(request, result) : throw Refusal(result);
    }

    /// <summary>The refusal that a result holds.</summary>
    public static ApiException Refusal(WriteResult result) => new(JsonModel.Read<Status>(result.Body));

    /// <summary>Said only of the views of another group's resource.</summary>
    private static string? GroupOf(KindDescriptor kind) => kind.StoredAs.Group == kind.Group ? null : kind.Group;

    private Caller CallerOf(UserInfo user) => _callers.GetValue(user, static user => new Caller(user.Name, user.Uid, [.. user.Groups]) { Extra = user.Extra });
}
