using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ResourceQuotas;

/// <summary>The status of quotas follows what is there.</summary>
public sealed class ResourceQuotaControllerTests(ControlPlaneFixture plane) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task Usage_follows_deletes_and_pods_that_end()
    {
        var ns = "quota-" + Guid.NewGuid().ToString("N")[..6];
        await plane.Client.CreateAsync(new Namespace { Metadata = new ObjectMeta { Name = ns } }, CancellationToken.None);
        await plane.UntilAsync(() => plane.Replica.Get(new ObjectKey("", "serviceaccounts", ns, "default")) is not null, "the default account");
        await plane.Client.CreateAsync(
            new ResourceQuota
            {
                Metadata = new ObjectMeta { Name = "q", Namespace = ns },
                Spec = new ResourceQuotaSpec { Hard = new Dictionary<string, Quantity> { ["pods"] = Quantity.FromValue(5), ["count/pods"] = Quantity.FromValue(9) } },
            },
            CancellationToken.None);
        await plane.UntilAsync(() => Used(ns, "pods") == 0, "the first count");

        foreach (var name in new[] { "a", "b" })
        {
            await plane.Client.CreateAsync(
                new Pod { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = new PodSpec { Containers = [new Container { Name = "c", Image = "i" }] } }, CancellationToken.None);
        }

        Used(ns, "pods").ShouldBe(2);
        await plane.Client.PatchAsync(new ObjectKey("", "pods", ns, "a"), """{"status":{"phase":"Succeeded"}}"""u8.ToArray(), "status", CancellationToken.None);
        await plane.UntilAsync(() => Used(ns, "pods") == 1 && Used(ns, "count/pods") == 2, "the end of a pod");
        await plane.Client.DeleteAsync(new ObjectKey("", "pods", ns, "b"), WriteOptions.None, CancellationToken.None);
        await plane.UntilAsync(() => Used(ns, "pods") == 0 && Used(ns, "count/pods") == 1, "the deletion of a pod");
    }

    private long Used(string ns, string resource) =>
        plane.Replica.Get(new ObjectKey("", "resourcequotas", ns, "q"))!.As<ResourceQuota>().Status.Used is { } used && used.TryGetValue(resource, out var amount) ? amount.Value() : -1;
}
