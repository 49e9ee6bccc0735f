using Orchestrator.Api.Kinds;
using Orchestrator.Grains.Contract;
using Orleans;

namespace Orchestrator.Grains.Objects.Clients;

internal sealed class ResourceClientFactory(IGrainFactory grains, KindRegistry kinds) : IResourceClientFactory
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <inheritdoc/>
    public IResourceClient For(string userName) => new ResourceClient(grains, kinds, new Caller(userName, "", Groups(userName)));

    /// <summary>The groups that authentication would give the user.</summary>
    private static string[] Groups(string userName) =>
        userName.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) && userName.Split(':') is [_, _, var ns, _]
            ? ["system:serviceaccounts", $"system:serviceaccounts:{ns}", "system:authenticated"]
            : ["system:authenticated"];
}
