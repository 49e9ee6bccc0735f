using System.Text;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Writes;
using Orleans;

namespace Orchestrator.Silo.Hosting;

/// <summary>The namespaces that every cluster has, made at first start.</summary>
internal sealed class SystemNamespaces(IReplica replica, IGrainFactory grains)
{
    private const int AlreadyExists = 409;
    private static readonly string[] Names = ["default", "kube-system", "kube-public", "kube-node-lease"];
    private static readonly Caller Server = new("system:apiserver", "", ["system:masters"]);

    /// <summary>Makes those that are missing; another silo may do so at the same time.</summary>
    public Task EnsureAsync(CancellationToken cancellationToken) => Task.WhenAll(Names.Select(name => EnsureAsync(name, cancellationToken)));

    private async Task EnsureAsync(string name, CancellationToken cancellationToken)
    {
        var key = new ObjectKey("", "namespaces", "", name);
        if (replica.Get(key) is not null)
        {
            return;
        }

        var body = Encoding.UTF8.GetBytes($"{{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{{\"name\":\"{name}\"}}}}");
        var request = new WriteRequest(WriteVerb.Create, "v1", "", body, PatchType.None, WriteOptions.None, Server);
        var result = await ResourceGrains.Get(grains, key).WriteAsync(request, cancellationToken).ConfigureAwait(false);
        if (!result.Succeeded && result.Code != AlreadyExists)
        {
            throw ObjectWriter.Refusal(result);
        }
    }
}
