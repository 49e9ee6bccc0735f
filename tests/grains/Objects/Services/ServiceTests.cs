using Orchestrator.Grains.Objects.Services;

namespace Orchestrator.Grains.Tests.Objects.Services;

public sealed class ServiceTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const string Web = """{"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""";

    [Fact]
    public async Task A_service_gets_an_address_and_the_address_an_object()
    {
        var body = (await cluster.Service("plain").CreateAsync(Web)).Expect(201);

        var address = body.At("spec.clusterIP")!;
        new ServiceNetwork().Contains(address).ShouldBeTrue();
        body.At("spec.clusterIPs.0").ShouldBe(address);
        body.At("spec.ipFamilies.0").ShouldBe("IPv4");
        body.At("spec.ipFamilyPolicy").ShouldBe("SingleStack");
        var claim = System.Text.Json.Nodes.JsonNode.Parse(cluster.IPAddress(address).Read()!)!;
        claim.At("spec.parentRef.resource").ShouldBe("services");
        claim.At("spec.parentRef.namespace").ShouldBe("default");
        claim.At("spec.parentRef.name").ShouldBe("plain");
    }

    [Fact]
    public async Task An_update_keeps_the_address_and_a_delete_frees_it()
    {
        var service = cluster.Service("kept");
        var address = (await service.CreateAsync(Web)).At("spec.clusterIP")!;

        (await service.UpdateAsync("""{"spec":{"selector":{"app":"other"},"ports":[{"port":81}]}}""")).Expect(200).At("spec.clusterIP").ShouldBe(address);
        (await service.DeleteAsync()).Expect(200);

        cluster.IPAddress(address).Read().ShouldBeNull();
        (await cluster.Service("heir").CreateAsync($$$"""{"spec":{"clusterIP":"{{{address}}}","ports":[{"port":80}]}}""")).Expect(201);
    }

    [Fact]
    public async Task Of_many_services_that_ask_for_one_address_one_gets_it()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            cluster.Service($"rival-{i}").CreateAsync("""{"spec":{"clusterIP":"10.96.7.7","ports":[{"port":80}]}}""")));

        results.Count(result => result.Code == 201).ShouldBe(1);
        results.First(result => result.Code != 201).ExpectRefusal(422, "Invalid")
            .ShouldEndWith("spec.clusterIPs: Invalid value: [\"10.96.7.7\"]: failed to allocate IP 10.96.7.7: provided IP is already allocated");
    }

    [Fact]
    public async Task Services_created_at_once_never_share_an_address_or_port()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            cluster.Service($"crowd-{i}").CreateAsync("""{"spec":{"type":"NodePort","ports":[{"port":80}]}}""")));

        results.ShouldAllBe(result => result.Code == 201);
        results.Select(result => result.At("spec.clusterIP")).Distinct().Count().ShouldBe(100);
        results.Select(result => result.At("spec.ports.0.nodePort")).Distinct().Count().ShouldBe(100);
    }

    [Fact]
    public async Task An_address_outside_the_range_is_refused() =>
        (await cluster.Service("outside").CreateAsync("""{"spec":{"clusterIP":"192.168.0.1","ports":[{"port":80}]}}""")).ExpectRefusal(422, "Invalid")
            .ShouldEndWith("failed to allocate IP 192.168.0.1: the provided network does not match the current range");

    [Fact]
    public async Task A_headless_service_takes_no_address()
    {
        var body = (await cluster.Service("headless").CreateAsync("""{"spec":{"clusterIP":"None","ports":[{"port":80}]}}""")).Expect(201);

        body.At("spec.clusterIP").ShouldBe("None");
        body.At("spec.clusterIPs.0").ShouldBe("None");
    }

    [Fact]
    public async Task A_change_of_type_takes_and_frees_node_ports()
    {
        var service = cluster.Service("typed");
        await service.CreateAsync(Web);

        var port = (await service.PatchAsync("""{"spec":{"type":"NodePort"}}""")).Expect(200).At("spec.ports.0.nodePort")!;
        int.Parse(port, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(30000, 32767);
        (await cluster.Service("thief").CreateAsync($$$$"""{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":{{{{port}}}}}]}}""")).ExpectRefusal(422, "Invalid")
            .ShouldEndWith($"spec.ports[0].nodePort: Invalid value: {port}: provided port is already allocated");

        (await service.PatchAsync("""{"spec":{"type":"ClusterIP"}}""")).Expect(200).At("spec.ports.0.nodePort").ShouldBeNull();
        (await cluster.Service("thief").CreateAsync($$$$"""{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":{{{{port}}}}}]}}""")).Expect(201);
    }
}
