using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources;
using Orchestrator.Grains.Tests.ControlPlane;
using ResourceClaim = Orchestrator.Api.Models.Resource.V1.ResourceClaim;

namespace Orchestrator.Grains.Tests.Controllers.ResourceClaims;

/// <summary>Claims of devices from their template to their end, with the scheduler that allocates them.</summary>
public sealed class ResourceClaimTests : IAsyncLifetime
{
    private readonly ControlPlaneFixture _plane = new();

    public async Task InitializeAsync()
    {
        await _plane.InitializeAsync();
        await _plane.UntilAsync(() => _plane.Replica.Get(new ObjectKey("", "serviceaccounts", "default", "default")) is not null, "the default account");
        await _plane.AddNodesAsync(2);
        await CreateAsync<DeviceClass>("{'metadata':{'name':'gpu'},'spec':{'selectors':[{'cel':{'expression':'device.driver == \\\"d.io\\\"'}}]}}");
        await CreateAsync<ResourceClaimTemplate>("{'metadata':{'name':'one','namespace':'default'},'spec':{'metadata':{'labels':{'a':'b'}},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}}");
    }

    public Task DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task A_template_becomes_a_claim_that_is_allocated_and_reserved_where_the_pod_runs()
    {
        await SliceAsync("node-1", "g0");
        await PodAsync("p", "'resourceClaimTemplateName':'one'");

        await BoundAsync("p");

        var pod = Pod("p")!;
        pod.Spec.NodeName.ShouldBe("node-1");
        var claim = Claims().Single();
        pod.Status.ResourceClaimStatuses!.Single().ShouldSatisfyAllConditions(s => s.Name.ShouldBe("dev"), s => s.ResourceClaimName.ShouldBe(claim.Metadata.Name));
        claim.Metadata.Name!.ShouldStartWith("p-dev-");
        claim.Metadata.ShouldSatisfyAllConditions(
            m => m.GenerateName.ShouldBe("p-dev-"),
            m => m.Labels!["a"].ShouldBe("b"),
            m => m.Annotations![DeviceResources.PodClaimName].ShouldBe("dev"),
            m => m.OwnerReferences!.Single().Uid.ShouldBe(pod.Metadata.Uid),
            m => m.Finalizers.ShouldBe([DeviceResources.Finalizer]));
        claim.Status.ReservedFor!.Single().ShouldSatisfyAllConditions(c => c.Resource.ShouldBe("pods"), c => c.Name.ShouldBe("p"), c => c.Uid.ShouldBe(pod.Metadata.Uid));
        claim.Status.Allocation!.Devices.Results!.Single().ShouldSatisfyAllConditions(r => r.Device.ShouldBe("g0"), r => r.Pool.ShouldBe("node-1"), r => r.Request.ShouldBe("r"));
    }

    [Fact]
    public async Task Pods_beyond_the_devices_wait_until_one_is_free()
    {
        await SliceAsync("node-0", "g0", "g1");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => PodAsync($"p{i}", "'resourceClaimTemplateName':'one'")));
        await _plane.UntilAsync(() => Bound() == 2 && Waiting() == 2, "two run, two wait");
        Message(_plane.Pods("default").First(p => p.Spec.NodeName is null)).ShouldContain("cannot allocate all claims");
        Devices().ShouldBe(["g0", "g1"]);

        var first = _plane.Pods("default").First(p => p.Spec.NodeName is not null).Metadata.Name!;
        await DeleteAsync(first);

        await _plane.UntilAsync(() => Bound() == 2 && _plane.Pods("default").Count == 3, "the next one runs");
        await _plane.UntilAsync(() => Claims().Count == 3, "the claim of the pod that went is gone");
        Devices().ShouldBe(["g0", "g1"]);
    }

    [Fact]
    public async Task A_claim_by_name_is_shared_and_free_after_its_last_pod()
    {
        await SliceAsync("node-0", "g0");
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'shared','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(i => PodAsync($"s{i}", "'resourceClaimName':'shared'")));
        await _plane.UntilAsync(() => _plane.Pods("default").Count(p => p.Status.Phase == "Running") == 3, "all run");
        Claims().Single().Status.ReservedFor!.Count.ShouldBe(3);

        // One ends, two go.
        await _plane.PatchAsync(PodKey("s0"), "{'status':{'phase':'Succeeded'}}", "status");
        await _plane.UntilAsync(() => Claims().Single().Status.ReservedFor?.Count == 2, "the pod that ended has no reservation");
        await _plane.Client.DeleteAsync(DeviceResources.Claims.Key("default", "shared"), WriteOptions.None, CancellationToken.None);
        Claims().Single().Metadata.DeletionTimestamp.ShouldNotBeNull();
        await DeleteAsync("s1");
        await DeleteAsync("s2");

        await _plane.UntilAsync(() => Claims().Count == 0, "the claim goes when nobody uses it");
    }

    [Fact]
    public async Task An_ended_pod_frees_its_devices_and_its_claim_goes()
    {
        await SliceAsync("node-0", "g0");
        await PodAsync("e", "'resourceClaimTemplateName':'one'");
        await _plane.UntilAsync(() => Pod("e")?.Status.Phase == "Running", "the pod runs");

        await _plane.PatchAsync(PodKey("e"), "{'status':{'phase':'Failed'}}", "status");

        await _plane.UntilAsync(() => Claims().Count == 0, "the claim is gone");
        Pod("e").ShouldNotBeNull();
    }

    [Fact]
    public async Task What_is_missing_is_said_and_waited_for()
    {
        await PodAsync("w", "'resourceClaimName':'later'");
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'later','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'none'}}]}}}");
        await _plane.UntilAsync(() => Message(Pod("w")!).Contains("request r: device class none does not exist", StringComparison.Ordinal), "the class is missed");
        await CreateAsync<DeviceClass>("{'metadata':{'name':'none'},'spec':{}}");
        await _plane.UntilAsync(() => Message(Pod("w")!).Contains("cannot allocate all claims", StringComparison.Ordinal), "devices are missed");
        await SliceAsync("node-0", "g0");

        await BoundAsync("w");
    }

    [Fact]
    public async Task No_device_has_two_claims_at_any_moment_and_a_kill_changes_nothing()
    {
        using var watch = _plane.Replica.Subscribe(new OneClaimForEachDevice(), replay: true);
        await SliceAsync("node-0", "a0", "a1", "a2");
        await SliceAsync("node-1", "b0", "b1", "b2");
        await Task.WhenAll(Enumerable.Range(0, 16).Select(i => PodAsync($"k{i}", "'resourceClaimTemplateName':'one'")));
        await _plane.UntilAsync(() => Claims().Count(c => c.Status.Allocation is not null) >= 3, "some are allocated");

        await _plane.KillAsync();
        await _plane.StartAsync();
        using var watchAgain = _plane.Replica.Subscribe(new OneClaimForEachDevice(), replay: true);
        for (var left = 16; left > 0; left--)
        {
            await _plane.UntilAsync(() => _plane.Pods("default").Count(p => p.Status.Phase == "Running") == Math.Min(6, left), $"of {left} as many run as there are devices");
            Claims().Count.ShouldBeGreaterThanOrEqualTo(left);
            await DeleteAsync(_plane.Pods("default").First(p => p.Spec.NodeName is not null).Metadata.Name!);
        }

        await _plane.UntilAsync(() => Claims().Count == 0, "nothing is left");
        OneClaimForEachDevice.Violations.ShouldBeEmpty();
    }

    [Fact]
    public async Task Administrators_access_is_for_namespaces_that_are_marked_for_it()
    {
        const string Asks = "{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu','adminAccess':true}}]}}";
        const string Refused = "is invalid: spec.devices.requests[0].adminAccess: Forbidden: admin access to devices requires the `resource.kubernetes.io/admin-access: true` label on the containing namespace";
        Task ClaimAsync() => CreateAsync<ResourceClaim>("{'metadata':{'name':'admin','namespace':'default'},'spec':" + Asks + "}");
        await SliceAsync("node-0", "g0");
        await PodAsync("user", "'resourceClaimTemplateName':'one'");
        await BoundAsync("user");

        (await Should.ThrowAsync<ApiException>(ClaimAsync)).Message.ShouldEndWith("\"admin\" " + Refused);
        (await Should.ThrowAsync<ApiException>(() => CreateAsync<ResourceClaimTemplate>("{'metadata':{'name':'t','namespace':'default'},'spec':{'spec':" + Asks + "}}")))
            .Message.ShouldEndWith("\"t\" " + Refused);
        await MarkAsync("'yes'");
        await Should.ThrowAsync<ApiException>(ClaimAsync);

        await MarkAsync("'true'");
        await ClaimAsync();
        await MarkAsync("null");
        await PodAsync("p", "'resourceClaimName':'admin'");
        await _plane.UntilAsync(() => Message(Pod("p")!).Contains("resourceclaim \"admin\": admin access to devices requires", StringComparison.Ordinal), "it waits for the mark");
        (await Should.ThrowAsync<ApiException>(() => _plane.PatchAsync(
            DeviceResources.Claims.Key("default", "admin"),
            "{'status':{'allocation':{'devices':{'results':[{'request':'r','driver':'d.io','pool':'node-0','device':'g0','adminAccess':true}]}}}}", "status")))
            .Message.ShouldContain("status.allocation.devices.results[0].adminAccess: Forbidden: admin access to devices requires");

        await MarkAsync("'true'");
        await BoundAsync("p");
        Claims().Single(c => c.Metadata.Name == "admin").Status.Allocation!.Devices.Results!.Single()
            .ShouldSatisfyAllConditions(r => r.Device.ShouldBe("g0"), r => r.AdminAccess.ShouldBe(true));

        Task MarkAsync(string value) => _plane.PatchAsync(KnownResources.Namespaces.Key(null, "default"), "{'metadata':{'labels':{'resource.kubernetes.io/admin-access':" + value + "}}}");
    }

    [Fact]
    public async Task An_allocation_that_nobody_uses_is_given_up_where_its_pod_does_not_fit()
    {
        await SliceAsync("node-0", "a0");
        await SliceAsync("node-1", "b0");
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'c','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}");
        await AllocatedAsync("c", "node-1", "b0");
        await _plane.PatchAsync(KnownResources.Nodes.Key(null, "node-1"), "{'spec':{'unschedulable':true}}");
        await PodAsync("p", "'resourceClaimName':'c'");

        await BoundAsync("p");

        Pod("p")!.Spec.NodeName.ShouldBe("node-0");
        Devices().ShouldBe(["a0"]);
    }

    [Fact]
    public async Task An_allocation_that_another_pod_uses_is_not_given_up()
    {
        await SliceAsync("node-0", "a0");
        await SliceAsync("node-1", "b0");
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'c','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}");
        await AllocatedAsync("c", "node-1", "b0");
        await PodAsync("user", "'resourceClaimName':'c'");
        await BoundAsync("user");
        await _plane.PatchAsync(KnownResources.Nodes.Key(null, "node-1"), "{'spec':{'unschedulable':true}}");
        await PodAsync("p", "'resourceClaimName':'c'");

        await _plane.UntilAsync(() => Message(Pod("p")!).Contains("still not schedulable", StringComparison.Ordinal), "it waits");
        Devices().ShouldBe(["b0"]);
        Claims().Single().Status.ReservedFor!.Single().Name.ShouldBe("user");
    }

    [Fact]
    public async Task Nobody_can_give_a_claim_a_device_that_another_has()
    {
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'c','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}");
        await CreateAsync<ResourceClaim>("{'metadata':{'name':'d','namespace':'default'},'spec':{'devices':{'requests':[{'name':'r','exactly':{'deviceClassName':'gpu'}}]}}}");
        await AllocatedAsync("c", "node-1", "b0");
        var refused = await Should.ThrowAsync<ApiException>(() => AllocatedAsync("d", "node-1", "b0"));
        refused.Status.Code.ShouldBe(409);
        refused.Message.ShouldContain("device d.io/node-1/b0 is allocated to another claim");
        await _plane.PatchAsync(DeviceResources.Claims.Key("default", "c"), "{'status':{'allocation':null}}", "status");
        await AllocatedAsync("d", "node-1", "b0");
        Claims().Single(c => c.Status.Allocation is not null).Metadata.Name.ShouldBe("d");
    }

    /// <summary>Allocates as another scheduler would.</summary>
    private Task AllocatedAsync(string claim, string node, string device) => _plane.PatchAsync(
        DeviceResources.Claims.Key("default", claim),
        $$"""
        {'status':{'allocation':{'devices':{'results':[{'request':'r','driver':'d.io','pool':'{{node}}','device':'{{device}}'}]},
        'nodeSelector':{'nodeSelectorTerms':[{'matchFields':[{'key':'metadata.name','operator':'In','values':['{{node}}']}]}]} } } }
        """,
        "status");

    private Task SliceAsync(string node, params string[] devices) => CreateAsync<ResourceSlice>(
        $$"""{'metadata':{'name':'{{node}}'},'spec':{'driver':'d.io','pool':{'name':'{{node}}','resourceSliceCount':1,'generation':1},'nodeName':'{{node}}','devices':[{{string.Join(',', devices.Select(d => $"{{'name':'{d}'}}"))}}]} }""");

    private Task PodAsync(string name, string source) => CreateAsync<Pod>(
        $$"""{'metadata':{'name':'{{name}}','namespace':'default'},'spec':{'containers':[{'name':'c','image':'i','resources':{'claims':[{'name':'dev'}]} }],'resourceClaims':[{'name':'dev',{{source}} }]} }""");

    private async Task CreateAsync<T>(string json)
        where T : class, IKubeObject, IJsonModel<T>, new()
    {
        var value = JsonModel.Read<T>(Encoding.UTF8.GetBytes(json.Replace('\'', '"')));
        (value.ApiVersion, value.Kind) = (new T().ApiVersion, new T().Kind);
        await _plane.Client.CreateAsync(value, CancellationToken.None);
    }

    private Task DeleteAsync(string pod) => _plane.Client.DeleteAsync(PodKey(pod), new WriteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);

    private Task BoundAsync(string pod) => _plane.UntilAsync(() => Pod(pod)?.Spec.NodeName is not null, $"pod {pod} has a node; claims: {string.Join(' ', Claims().Select(c => c.Metadata.Name))}");

    private static ObjectKey PodKey(string name) => KnownResources.Pods.Key("default", name);

    private Pod? Pod(string name) => _plane.Find<Pod>(KnownResources.Pods, "default", name);

    private List<ResourceClaim> Claims() => _plane.All<ResourceClaim>(DeviceResources.Claims, "default");

    private IEnumerable<string> Devices() => Claims().SelectMany(c => c.Status.Allocation?.Devices.Results ?? []).Select(r => r.Device).Order(StringComparer.Ordinal);

    private int Bound() => _plane.Pods("default").Count(p => p.Spec.NodeName is not null);

    private int Waiting() => _plane.Pods("default").Count(p => Message(p).Length > 0 && p.Spec.NodeName is null);

    private static string Message(Pod pod) => pod.Status.Conditions?.Find(c => c is { Type: "PodScheduled", Status: "False" })?.Message ?? "";
}
