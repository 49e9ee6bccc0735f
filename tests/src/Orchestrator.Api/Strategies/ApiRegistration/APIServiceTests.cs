using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.ApiRegistration.V1;

namespace Orchestrator.Api.Tests.Strategies.ApiRegistration;

public class APIServiceTests : StrategyTest
{
    private const string Priorities = """ "groupPriorityMinimum":1,"versionPriority":1 """;
    private static readonly KindDescriptor Kind = Find("apiregistration.k8s.io/v1", "APIService");

    [Theory]
    [InlineData("v1.a", """{"group":"a","version":"v1"}""", "spec.groupPriorityMinimum: Invalid value: 0: must be positive and less than 20000|spec.versionPriority: Invalid value: 0: must be positive and less than 1000")]
    [InlineData("a", """{"group":"a","version":"v1",PRIO}""", "metadata.name: Invalid value: \"a\": must be `spec.version+\".\"+spec.group`: \"v1.a\"")]
    [InlineData("v2.", """{"version":"v2",PRIO}""", "spec.group: Required value: only v1 may have an empty group and it better be legacy kube")]
    [InlineData("v1.a", """{"group":"a","version":"v1","insecureSkipTLSVerify":true,"caBundle":"AAAA",PRIO}""", "spec.caBundle: Invalid value: \"3 bytes\": local APIServices may not have a caBundle|spec.insecureSkipTLSVerify: Invalid value: true: local APIServices may not have insecureSkipTLSVerify")]
    [InlineData("v1.a", """{"group":"a","version":"v1","service":{"port":70000},PRIO}""", "spec.service.namespace: Required value|spec.service.name: Required value|spec.service.port: Invalid value: 70000: port is not valid: must be between 1 and 65535, inclusive")]
    [InlineData("v1.a", """{"group":"a","version":"v1","service":{"name":"s","namespace":"n"},"insecureSkipTLSVerify":true,"caBundle":"AAAA",PRIO}""", "spec.insecureSkipTLSVerify: Invalid value: true: may not be true if caBundle is present")]
    public void Is_refused_for(string name, string spec, string errors) => Create(Kind, Service(name, spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void A_local_one_is_available_at_once()
    {
        var service = Service("v1.", """{"version":"v1",PRIO}""");
        Create(Kind, service).ShouldBeEmpty();
        var row = Row(Kind, service);
        (row["Service"], row["Available"]).ShouldBe(("Local", "True"));
    }

    [Fact]
    public void One_behind_a_service_is_not_known_to_be()
    {
        var service = Service("v1.a", """{"group":"a","version":"v1","service":{"name":"s","namespace":"n"},PRIO}""");
        Create(Kind, service).ShouldBeEmpty();
        service.Spec.Service!.Port.ShouldBe(443);
        var row = Row(Kind, service);
        (row["Service"], row["Available"]).ShouldBe(("n/s", "Unknown"));
        var status = Service("v1.a", "{}", """{"conditions":[{"type":"Available","status":"False","reason":"ServiceNotFound"}]}""");
        Update(Kind, status, service, "status").ShouldBeEmpty();
        Row(Kind, status)["Available"].ShouldBe("False (ServiceNotFound)");
    }

    private static APIService Service(string name, string spec, string status = "{}") => Decode<APIService>(
        "apiregistration.k8s.io/v1", "APIService", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec.Replace("PRIO", Priorities)}},"status":{{status}}}""");
}
