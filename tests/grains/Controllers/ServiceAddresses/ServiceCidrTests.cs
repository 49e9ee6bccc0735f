using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Tests.ControlPlane;

namespace Orchestrator.Grains.Tests.Controllers.ServiceAddresses;

public class ServiceCidrTests(ControlPlaneFixture cluster) : IClassFixture<ControlPlaneFixture>
{
    [Fact]
    public async Task A_new_range_becomes_ready_and_its_addresses_may_be_asked_for()
    {
        var ns = await cluster.NamespaceAsync();
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "a", "172.20.1.5"))).Message
            .ShouldContain("failed to allocate IP 172.20.1.5: the provided network does not match the current range");
        await CidrAsync("more", "172.20.1.0/24");
        var condition = Find("more")!.Status.Conditions!.ShouldHaveSingleItem();
        (condition.Type, condition.Status, condition.Reason, condition.Message).ShouldBe(("Ready", "True", "", "Kubernetes Service CIDR is ready"));
        Find("more")!.Metadata.Finalizers.ShouldBe(["networking.k8s.io/service-cidr-finalizer"]);
        await ServiceAsync(ns, "a", "172.20.1.5");
        cluster.Find<IPAddress>(NetworkResources.IPAddresses, null, "172.20.1.5")!.Spec.ParentRef!.Name.ShouldBe("a");
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "b", "172.20.1.255"))).Message
            .ShouldContain("the provided IP (172.20.1.255) is not in the valid range. The range of valid IPs is 172.20.1.0/24");
    }

    [Fact]
    public async Task A_range_goes_when_its_addresses_are_used_no_more()
    {
        var ns = await cluster.NamespaceAsync();
        await CidrAsync("going", "172.21.1.0/24");
        await ServiceAsync(ns, "a", "172.21.1.5");
        await cluster.Client.DeleteAsync(NetworkResources.ServiceCIDRs.Key(null, "going"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find("going")!.Status.Conditions!.Exists(c => c is { Status: "False", Reason: "Terminating" }), "it says that it is used");
        Find("going")!.Status.Conditions![0].Message.ShouldBe("There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR");
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "b", "172.21.1.6"))).Message.ShouldContain("does not match the current range");
        await cluster.Client.DeleteAsync(KnownResources.Services.Key(ns, "a"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find("going") is null, "it is gone");
    }

    [Fact]
    public async Task A_range_goes_though_used_when_another_has_its_addresses_too()
    {
        var ns = await cluster.NamespaceAsync();
        await CidrAsync("narrow", "172.22.1.0/24");
        await ServiceAsync(ns, "a", "172.22.1.5");
        await CidrAsync("wide", "172.22.0.0/16");
        await cluster.Client.DeleteAsync(NetworkResources.ServiceCIDRs.Key(null, "narrow"), WriteOptions.None, CancellationToken.None);
        await cluster.UntilAsync(() => Find("narrow") is null, "it is gone");
    }

    [Fact]
    public async Task Services_may_have_both_families_while_there_is_a_range_of_the_other()
    {
        var ns = await cluster.NamespaceAsync();
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "a", also: spec => spec.IpFamilyPolicy = "RequireDualStack"))).Message
            .ShouldContain("spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services");
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "a", also: spec => spec.IpFamilies = ["IPv6"]))).Message
            .ShouldContain("spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster");
        await ServiceAsync(ns, "single", also: spec => spec.IpFamilyPolicy = "PreferDualStack");
        Service(ns, "single").Spec.IpFamilies.ShouldBe(["IPv4"]);
        await ServiceAsync(ns, "free", "None", spec => spec.Selector = null);
        (Service(ns, "free").Spec.IpFamilyPolicy, string.Join(',', Service(ns, "free").Spec.IpFamilies!)).ShouldBe(("RequireDualStack", "IPv4,IPv6"));

        await CidrAsync("v6", "fd00:7::/112");
        await ServiceAsync(ns, "dual", also: spec => spec.IpFamilyPolicy = "RequireDualStack");
        var dual = Service(ns, "dual").Spec;
        dual.IpFamilies.ShouldBe(["IPv4", "IPv6"]);
        dual.ClusterIPs!.Count.ShouldBe(2);
        dual.ClusterIPs[1].ShouldStartWith("fd00:7::");
        var claim = cluster.Find<IPAddress>(NetworkResources.IPAddresses, null, dual.ClusterIPs[1])!;
        claim.Metadata.Labels!["ipaddress.kubernetes.io/ip-family"].ShouldBe("IPv6");
        (await Should.ThrowAsync<ApiException>(() => ServiceAsync(ns, "two", also: spec => spec.IpFamilies = ["IPv4", "IPv6"]))).Message
            .ShouldContain("must be RequireDualStack or PreferDualStack when multiple 'ipFamilies' are specified");

        await cluster.PatchAsync(KnownResources.Services.Key(ns, "single"), "{'spec':{'ipFamilyPolicy':'RequireDualStack'}}");
        Service(ns, "single").Spec.ClusterIPs!.Count.ShouldBe(2);
        await cluster.PatchAsync(KnownResources.Services.Key(ns, "dual"), "{'spec':{'ipFamilyPolicy':'SingleStack'}}");
        Service(ns, "dual").Spec.ClusterIPs.ShouldBe([dual.ClusterIP!]);
        Service(ns, "dual").Spec.IpFamilies.ShouldBe(["IPv4"]);
        cluster.Replica.Get(NetworkResources.IPAddresses.Key(null, dual.ClusterIPs[1])).ShouldBeNull();
    }

    private ServiceCIDR? Find(string name) => cluster.Find<ServiceCIDR>(NetworkResources.ServiceCIDRs, null, name);

    private Service Service(string ns, string name) => cluster.Find<Service>(KnownResources.Services, ns, name)!;

    private async Task CidrAsync(string name, string cidr)
    {
        await cluster.Client.CreateAsync(new ServiceCIDR { Metadata = new ObjectMeta { Name = name }, Spec = new ServiceCIDRSpec { Cidrs = [cidr] } }, CancellationToken.None);
        await cluster.UntilAsync(() => Find(name)!.Status.Conditions is { Count: > 0 }, "it is ready");
    }

    private Task ServiceAsync(string ns, string name, string? ip = null, Action<ServiceSpec>? also = null)
    {
        var spec = new ServiceSpec { ClusterIP = ip, Selector = new() { ["app"] = "x" }, Ports = [new ServicePort { Port = 80 }] };
        also?.Invoke(spec);
        return cluster.Client.CreateAsync(new Service { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = spec }, CancellationToken.None);
    }
}
