using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Tests.Strategies.ResourceClaims;

public class DeviceClassTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("resource.k8s.io/v1", "DeviceClass");

    [Theory]
    [InlineData("""{"selectors":[{}]}""", "spec.selectors[0].cel: Required value")]
    [InlineData("""{"selectors":[{"cel":{"expression":"1"}}]}""", "spec.selectors[0].cel.expression: Invalid value: \"1\": must evaluate to bool or the unknown type, not int")]
    [InlineData("""{"selectors":[{"cel":{"expression":"x"}}]}""", "spec.selectors[0].cel.expression: Invalid value: \"x\": compilation failed: ERROR: <input>:1:1: undeclared reference to 'x' (in container '')\n | x\n | ^")]
    [InlineData("""{"config":[{"opaque":{"driver":"","parameters":{}}}]}""", "spec.config[0].opaque.driver: Required value")]
    [InlineData("""{"config":[{"opaque":{"driver":"d"}}]}""", "spec.config[0].opaque.parameters: Required value")]
    [InlineData("""{"config":[{"opaque":{"driver":"d","parameters":[1]}}]}""", "spec.config[0].opaque.parameters: Invalid value: \"<value omitted>\": must be a valid JSON object")]
    [InlineData("""{"extendedResourceName":"cpu"}""", "spec.extendedResourceName: Invalid value: \"cpu\": must be a valid extended resource name")]
    public void A_spec_is_refused_for(string spec, string error) => Create(Kind, Class(spec)).ShouldBe([error]);

    [Fact]
    public void Is_accepted() => Create(Kind, Class("""{"selectors":[{"cel":{"expression":"true"}}],"extendedResourceName":"example.com/gpu"}""")).ShouldBeEmpty();

    private static DeviceClass Class(string spec) => Decode<DeviceClass>("resource.k8s.io/v1", "DeviceClass", $$"""{"metadata":{"name":"c"},"spec":{{spec}}}""");
}
