using Orchestrator.Api.Json;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Writes;
using Orleans;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>
/// Makes what every cluster has and this one misses: at first start everything, later what somebody has deleted.
/// Namespaces come first, since others are in them; then all the rest at once, which is a commit or two.
/// </summary>
internal sealed class SystemObjectKeeper(IEnumerable<ISystemObjectSource> sources, IReplica replica, IGrainFactory grains)
{
    private const int AlreadyExists = 409;
    private static readonly Caller Server = new("system:apiserver", "", ["system:masters", "system:authenticated"]);

    /// <summary>Makes those that are missing; another silo may do so at the same time.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        List<SystemObject> namespaces = [], others = [];
        foreach (var item in sources.SelectMany(source => source.Objects))
        {
            if (replica.Get(item.Key) is null)
            {
                (item.Key is { Group: "", Resource: "namespaces" } ? namespaces : others).Add(item);
            }
        }

        await Task.WhenAll(namespaces.Select(item => CreateAsync(item, cancellationToken))).ConfigureAwait(false);
        await Task.WhenAll(others.Select(item => CreateAsync(item, cancellationToken))).ConfigureAwait(false);
    }

    private async Task CreateAsync(SystemObject item, CancellationToken cancellationToken)
    {
        var made = item.Make();
        var version = made.ApiVersion[(made.ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var request = new WriteRequest(WriteVerb.Create, version, "", JsonModel.ToBytes(made), PatchType.None, WriteOptions.None, Server);
        var result = await ResourceGrains.Get(grains, item.Key).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded && result.Code != AlreadyExists)
        {
            throw ObjectWriter.Refusal(result);
        }
    }
}
