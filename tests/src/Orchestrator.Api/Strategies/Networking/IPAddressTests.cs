using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Tests.Strategies.Networking;

public class IPAddressTests : StrategyTest
{
    private const string Parent = """{"parentRef":{"resource":"services","namespace":"default","name":"kubernetes"}}""";
    private static readonly KindDescriptor Kind = Find("networking.k8s.io/v1", "IPAddress");

    [Theory]
    [InlineData("10.0.0.1", "{}", "spec.parentRef: Required value")]
    [InlineData("10.0.0.1", """{"parentRef":{"name":"a%"}}""", "spec.parentRef.resource: Required value|spec.parentRef.name: Invalid value: \"a%\": may not contain '%'")]
    [InlineData("a", Parent, "metadata.name: Invalid value: \"a\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)")]
    [InlineData("010.0.0.1", Parent, "metadata.name: Invalid value: \"010.0.0.1\": must not have leading 0s")]
    [InlineData("2001:DB8::1", Parent, "metadata.name: Invalid value: \"2001:DB8::1\": must be in canonical form (\"2001:db8::1\")")]
    [InlineData("::ffff:1.2.3.4", Parent, "metadata.name: Invalid value: \"::ffff:1.2.3.4\": must not be an IPv4-mapped IPv6 address")]
    public void Is_refused_for(string name, string spec, string errors) => Create(Kind, Address(name, spec)).ShouldBe(errors.Split('|'));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("2001:db8::1")]
    public void Is_accepted(string name) => Create(Kind, Address(name, Parent)).ShouldBeEmpty();

    [Fact]
    public void Its_parent_stays() => Update(Kind, Address("10.0.0.1", """{"parentRef":{"resource":"services","name":"a"}}"""), Address("10.0.0.1", Parent)).ShouldBe(
        ["spec.parentRef: Invalid value: {\"resource\":\"services\",\"name\":\"a\"}: field is immutable"]);

    [Fact]
    public void The_table_names_the_parent() => Row(Kind, Address("10.0.0.1", Parent))["ParentRef"].ShouldBe("services/default/kubernetes");

    private static IPAddress Address(string name, string spec) =>
        Decode<IPAddress>("networking.k8s.io/v1", "IPAddress", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""");
}
