using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Services;

namespace Orchestrator.Silo.SystemObjects;

/// <summary>The range from which services get their addresses, as an object that shows it.</summary>
internal sealed class SystemServiceCidr(ServiceNetwork network) : ISystemObjectSource
{
    private const string Name = "kubernetes";

    /// <inheritdoc/>
    public IEnumerable<SystemObject> Objects =>
    [
        new(
            new ObjectKey("networking.k8s.io", "servicecidrs", "", Name),
            () => new ServiceCIDR { Metadata = new ObjectMeta { Name = Name }, Spec = new ServiceCIDRSpec { Cidrs = [.. network.Cidrs] } }),
    ];
}
