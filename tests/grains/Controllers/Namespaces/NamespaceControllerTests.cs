using Orchestrator.Api.Models.ApiRegistration.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Namespaces;
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
    public async Task Pods_go_first()
    {
        var ns = await cluster.NamespaceAsync();
        await cluster.Client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Name = "c", Namespace = ns } }, CancellationToken.None);
        foreach (var name in (string[])["a", "b"])
        {
            var pod = Make.Pod(ns, name);
            pod.Metadata.Finalizers = ["example.com/hold"];
            await cluster.Client.CreateAsync(pod, CancellationToken.None);
        }

        await DeleteAsync(ns);
        await cluster.UntilAsync(() => Message(ns, "NamespaceContentRemaining") is not null, "conditions are there");
        Message(ns, "NamespaceContentRemaining").ShouldBe("Some resources are remaining: pods. has 2 resource instances");
        Message(ns, "NamespaceFinalizersRemaining").ShouldBe("Some content in the namespace has finalizers remaining: example.com/hold in 2 resource instances");
        cluster.All<ConfigMap>(ConfigMaps, ns).ShouldHaveSingleItem().Metadata.DeletionTimestamp.ShouldBeNull();
        foreach (var pod in cluster.Pods(ns))
        {
            await cluster.PatchAsync(KnownResources.Pods.Key(ns, pod.Metadata.Name!), "{'metadata':{'finalizers':null}}");
        }

        await cluster.UntilAsync(() => Find(ns) is null, "the namespace is gone");
        cluster.All<ConfigMap>(ConfigMaps, ns).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_stays_while_a_server_that_may_hold_content_is_away()
    {
        await cluster.Client.CreateAsync(
            new APIService
            {
                Metadata = new ObjectMeta { Name = "v1beta1.metrics.example.com" },
                Spec = new APIServiceSpec { Group = "metrics.example.com", Version = "v1beta1", GroupPriorityMinimum = 100, VersionPriority = 100, InsecureSkipTLSVerify = true, Service = new Api.Models.ApiRegistration.V1.ServiceReference { Namespace = "default", Name = "metrics" } },
            },
            CancellationToken.None);
        var key = new Api.Objects.GroupResource("apiregistration.k8s.io", "apiservices").Key(null, "v1beta1.metrics.example.com");
        await cluster.PatchAsync(key, "{'status':{'conditions':[{'type':'Available','status':'False'}]}}", "status");
        var ns = await cluster.NamespaceAsync();
        await DeleteAsync(ns);
        await cluster.UntilAsync(() => Message(ns, "NamespaceDeletionDiscoveryFailure") is not null, "conditions are there");
        Message(ns, "NamespaceDeletionDiscoveryFailure").ShouldBe(
            "Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: "
            + "metrics.example.com/v1beta1: stale GroupVersion discovery: metrics.example.com/v1beta1");
        await cluster.PatchAsync(key, "{'status':{'conditions':[{'type':'Available','status':'True'}]}}", "status");
        await cluster.UntilAsync(() => Find(ns) is null, "the namespace is gone");
    }

    [Fact]
    public async Task What_was_let_in_before_and_written_after_the_namespace_went_goes_too()
    {
        var key = ConfigMaps.Key("never-was", "late");
        await cluster.WriteRawAsync(key, "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'late','namespace':'never-was','uid':'1d2b7c5e-0000-0000-0000-000000000001','resourceVersion':'REVISION'}}");
        await cluster.UntilAsync(() => cluster.Replica.Get(key) is null, "it is gone");
    }

    [Fact]
    public void A_refused_delete_is_named_with_its_reason()
    {
        var refusal = new Api.Errors.ApiException(Api.Errors.StatusFactory.BadRequest("not so"));
        var conditions = NamespaceConditions.Of([], new NamespaceReview(new NamespaceContent([], []), [refusal, refusal], []), DateTime.UnixEpoch);
        conditions.Single(condition => condition.Status == "True").Message.ShouldBe("Failed to delete all resource types, 2 remaining: not so, not so");
        conditions.Select(condition => condition.Reason).ShouldBe(["ResourcesDiscovered", "ParsedGroupVersions", "ContentDeletionFailed", "ContentRemoved", "ContentHasNoFinalizers"]);
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
