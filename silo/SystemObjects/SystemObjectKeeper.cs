using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Writes;
using Orleans;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>
/// Makes what every cluster has and this one misses: at first start everything, later what somebody has deleted or a newer version adds.
/// Namespaces come first, since others are in them; then all the rest at once, which is a commit or two.
/// </summary>
internal sealed class SystemObjectKeeper(IEnumerable<ISystemObjectSource> sources, IReplica replica, IGrainFactory grains)
{
    private const int Conflict = 409; // another silo was faster
    private const int NotFound = 404;
    private static readonly Caller Server = new("system:apiserver", "", ["system:masters", "system:authenticated"]);

    /// <summary>Makes those that are missing; another silo may do so at the same time.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => EnsureAsync(sources.SelectMany(source => source.Objects), cancellationToken);

    /// <summary>Makes those of some objects that are missing.</summary>
    public async Task EnsureAsync(IEnumerable<SystemObject> objects, CancellationToken cancellationToken)
    {
        List<SystemObject> namespaces = [], others = [];
        var outdated = new List<(ObjectKey Key, IKubeObject Mended)>();
        foreach (var item in objects)
        {
            if (replica.Get(item.Key) is not { } present)
            {
                (item.Key is { Group: "", Resource: "namespaces" } ? namespaces : others).Add(item);
            }
            else if (item.IsBeyondMending?.Invoke(present) == true)
            {
                await DeleteAsync(present, cancellationToken).ConfigureAwait(false);
                others.Add(item);
            }
            else if (item.Mend?.Invoke(present) is { } mended)
            {
                outdated.Add((item.Key, mended));
            }
        }

        await Task.WhenAll(namespaces.Select(item => CreateAsync(item, cancellationToken))).ConfigureAwait(false);
        await Task.WhenAll(
            others.Select(item => CreateAsync(item, cancellationToken))
                .Concat(outdated.Select(item => WriteAsync(WriteVerb.Update, item.Key, item.Mended, cancellationToken)))).ConfigureAwait(false);
    }

    private async Task DeleteAsync(ReplicaEntry present, CancellationToken cancellationToken)
    {
        var request = new WriteRequest(WriteVerb.Delete, "", "", [], PatchType.None, WriteOptions.None with { PreconditionUid = present.Uid }, Server);
        var result = await ResourceGrains.Get(grains, present.Key).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded && result.Code is not (Conflict or NotFound))
        {
            throw ObjectWriter.Refusal(result);
        }
    }

    private Task CreateAsync(SystemObject item, CancellationToken cancellationToken) => WriteAsync(WriteVerb.Create, item.Key, item.Make(), cancellationToken);

    private async Task WriteAsync(WriteVerb verb, ObjectKey key, IKubeObject value, CancellationToken cancellationToken)
    {
        var version = value.ApiVersion[(value.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var request = new WriteRequest(verb, version, "", JsonModel.ToBytes(value), PatchType.None, WriteOptions.None, Server);
        var result = await ResourceGrains.Get(grains, key).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded && result.Code != Conflict)
        {
            throw ObjectWriter.Refusal(result);
        }
    }
}
