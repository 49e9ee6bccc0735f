using Orchestrator.Api.Models.Coordination.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Leases;

public class IdentityLeaseCleanerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource Leases = new("coordination.k8s.io", "leases");

    [Fact]
    public async Task Leases_of_servers_that_are_gone_go()
    {
        await cluster.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = "kube-system" } }, CancellationToken.None);
        await LeaseAsync("others", null, TimeSpan.FromHours(-2));
        await LeaseAsync("lives", "kube-apiserver", TimeSpan.Zero);
        await LeaseAsync("gone", "kube-apiserver", TimeSpan.FromHours(-2));
        await LeaseAsync("soon", "kube-apiserver", TimeSpan.FromSeconds(-3599));
        await cluster.UntilAsync(() => Find("gone") is null && Find("soon") is null, "they are gone");
        Find("others").ShouldNotBeNull();
        Find("lives").ShouldNotBeNull();
    }

    private Task LeaseAsync(string name, string? identity, TimeSpan renewed) => cluster.Client.CreateAsync(
        new Lease
        {
            Metadata = new ObjectMeta { Name = name, Namespace = "kube-system", Labels = identity is null ? null : new() { ["apiserver.kubernetes.io/identity"] = identity } },
            Spec = new LeaseSpec { HolderIdentity = name, LeaseDurationSeconds = 3600, RenewTime = DateTime.UtcNow + renewed },
        },
        CancellationToken.None);

    private Lease? Find(string name) => cluster.Find<Lease>(Leases, "kube-system", name);
}
