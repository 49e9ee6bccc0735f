using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core.Services;

public class ServiceTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "Service");

    [Fact]
    public void A_minimal_service_is_completed()
    {
        var service = Service("""{"ports":[{"port":80}],"selector":{"app":"web"}}""");
        Create(Kind, service).ShouldBeEmpty();
        ShouldBeJson(
            Json(service)["spec"],
            """{"ports":[{"protocol":"TCP","port":80,"targetPort":80}],"selector":{"app":"web"},"type":"ClusterIP","sessionAffinity":"None","internalTrafficPolicy":"Cluster"}""");
    }

    [Fact]
    public void A_service_with_client_affinity_for_outside_is_completed()
    {
        var service = Service("""{"type":"LoadBalancer","ports":[{"port":80,"targetPort":"http"}],"sessionAffinity":"ClientIP"}""");
        Create(Kind, service).ShouldBeEmpty();
        ShouldBeJson(Json(service)["spec"], """
            {"ports":[{"protocol":"TCP","port":80,"targetPort":"http"}],"type":"LoadBalancer","sessionAffinity":"ClientIP","externalTrafficPolicy":"Cluster",
             "sessionAffinityConfig":{"clientIP":{"timeoutSeconds":10800}},"allocateLoadBalancerNodePorts":true,"internalTrafficPolicy":"Cluster"}
            """);
    }

    [Theory]
    [InlineData("""{}""", "spec.ports: Required value")]
    [InlineData("""{"type":"X","ports":[{"port":80}]}""", "spec.type: Unsupported value: \"X\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"")]
    [InlineData("""{"ports":[{"port":0}]}""", "spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive|spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("""{"ports":[{"port":80},{"port":81}]}""", "spec.ports[0].name: Required value|spec.ports[1].name: Required value")]
    [InlineData("""{"ports":[{"name":"a","port":80},{"name":"a","port":81}]}""", "spec.ports[1].name: Duplicate value: \"a\"")]
    [InlineData("""{"ports":[{"name":"a","port":80},{"name":"b","port":80}]}""", "spec.ports[1]: Duplicate value: {\"protocol\":\"TCP\",\"port\":80,\"targetPort\":0}")]
    [InlineData("""{"ports":[{"port":80,"nodePort":30000}]}""", "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'")]
    [InlineData("""{"type":"NodePort","clusterIP":"None","ports":[{"port":80}]}""", "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for NodePort services")]
    [InlineData("""{"clusterIP":"x","ports":[{"port":80}]}""", "spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("""{"type":"ExternalName"}""", "spec.externalName: Required value")]
    [InlineData("""{"externalTrafficPolicy":"Local","ports":[{"port":80}]}""", "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services")]
    [InlineData("""{"sessionAffinity":"X","ports":[{"port":80}]}""", "spec.sessionAffinity: Unsupported value: \"X\": supported values: \"ClientIP\", \"None\"")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Service(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void Headless_needs_no_ports() => Create(Kind, Service("""{"clusterIP":"None"}""")).ShouldBeEmpty();

    [Fact]
    public void Its_name_becomes_a_host_name() => Create(Kind, Decode<Service>("v1", "Service", """{"metadata":{"name":"1a","namespace":"d"},"spec":{"ports":[{"port":1}]}}"""))
        .Single().ShouldStartWith("metadata.name: Invalid value: \"1a\": a DNS-1035 label must");

    [Fact]
    public void What_was_allocated_stays()
    {
        var old = Service("""{"type":"NodePort","clusterIP":"10.0.0.9","clusterIPs":["10.0.0.9"],"ports":[{"port":80,"nodePort":30080}]}""");
        Create(Kind, old).ShouldBeEmpty();
        var changed = Service("""{"type":"NodePort","ports":[{"port":80,"targetPort":8080}]}""");
        Update(Kind, changed, old).ShouldBeEmpty();
        (changed.Spec.ClusterIP, changed.Spec.Ports![0].NodePort).ShouldBe(("10.0.0.9", 30080));
        Update(Kind, Service("""{"clusterIP":"10.0.0.8","ports":[{"port":80}]}"""), old).ShouldContain("spec.clusterIPs[0]: Invalid value: \"10.0.0.8\": may not change once set");
    }

    [Theory]
    [InlineData("""{"type":"ClusterIP","clusterIP":"10.0.0.1","ports":[{"port":80,"protocol":"TCP"},{"port":53,"protocol":"UDP"}]}""", "{}", "10.0.0.1", "<none>", "80/TCP,53/UDP")]
    [InlineData("""{"type":"NodePort","clusterIP":"10.0.0.1","externalIPs":["1.1.1.1"],"ports":[{"port":80,"nodePort":30080,"protocol":"TCP"}]}""", "{}", "10.0.0.1", "1.1.1.1", "80:30080/TCP")]
    [InlineData("""{"type":"LoadBalancer"}""", "{}", "<none>", "<pending>", "<none>")]
    [InlineData("""{"type":"LoadBalancer","clusterIP":"10.0.0.1"}""", """{"loadBalancer":{"ingress":[{"ip":"2.2.2.2"},{"hostname":"lb"}]}}""", "10.0.0.1", "2.2.2.2,lb", "<none>")]
    [InlineData("""{"type":"ExternalName","externalName":"example.com"}""", "{}", "<none>", "example.com", "<none>")]
    public void The_table_says_how_it_is_reached(string spec, string status, string cluster, string external, string ports)
    {
        var row = Row(Kind, Decode<Service>("v1", "Service", $$"""{"metadata":{"name":"s"},"spec":{{spec}},"status":{{status}}}"""));
        (row["Cluster-IP"], row["External-IP"], row["Port(s)"]).ShouldBe((cluster, external, ports));
    }

    private static Service Service(string spec) => Decode<Service>("v1", "Service", $$"""{"metadata":{"name":"s","namespace":"default"},"spec":{{spec}}}""");
}
