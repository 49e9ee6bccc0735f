using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.Namespaces;

public class NamespaceControllerTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    private static readonly Api.Objects.GroupResource ConfigMaps = new("", "configmaps");

    [Fact]
    public async Task A_namespace_goes_with_all_that_is_in_it()
    {
        await cluster.AddNodesAsync(2, "ns-node-");
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(Make.Deployment(ns, 5), CancellationToken.None);
        await cluster.Client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Name = "c", Namespace = ns } }, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Pods(ns).Count(pod => pod.Status.Phase == "Running") == 5, "its pods run");
        await DeleteAsync(ns);
        await cluster.UntilAsync(() => Find(ns) is null, "the namespace is gone");
        cluster.Pods(ns).ShouldBeEmpty();
        cluster.All<ConfigMap>(ConfigMaps, ns).ShouldBeEmpty();
        cluster.All<Api.Models.Apps.V1.Deployment>(KnownResources.Deployments, ns).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_says_what_it_is_waiting_for()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Name = "held", Namespace = ns, Finalizers = ["example.com/hold"] } }, CancellationToken.None);
        await DeleteAsync(ns);
        await cluster.UntilAsync(() => Message(ns, "NamespaceFinalizersRemaining") is not null, "conditions are there");
        Message(ns, "NamespaceFinalizersRemaining").ShouldBe("Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances");
        Message(ns, "NamespaceContentRemaining").ShouldBe("Some resources are remaining: configmaps. has 1 resource instances");
        await cluster.PatchAsync(ConfigMaps.Key(ns, "held"), "{'metadata':{'finalizers':null}}");
        await cluster.UntilAsync(() => Find(ns) is null, "the namespace is gone");
    }

    [Fact]
    public async Task Every_namespace_has_a_default_service_account()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.UntilAsync(() => cluster.Replica.Get(KnownResources.ServiceAccounts.Key(ns, "default")) is not null, "it is made");
        await cluster.Client.DeleteAsync(KnownResources.ServiceAccounts.Key(ns, "default"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => cluster.Replica.Get(KnownResources.ServiceAccounts.Key(ns, "default")) is not null, "it is made again");
    }

    private Task DeleteAsync(string ns) => cluster.Client.DeleteAsync(KnownResources.Namespaces.Key(null, ns), WriteOptions.None, CancellationToken.None);

    private Namespace? Find(string ns) => cluster.Find<Namespace>(KnownResources.Namespaces, null, ns);

    private string? Message(string ns, string type) => Find(ns)?.Status.Conditions?.Find(c => c.Type == type && c.Status == "True")?.Message;
}
