using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Resource.V1;

namespace Orchestrator.Api.Tests.Strategies.ResourceClaims;

public class ResourceSliceTests : StrategyTest
{
    private const string Pool = """ "pool":{"name":"p","resourceSliceCount":1} """;
    private static readonly KindDescriptor Kind = Find("resource.k8s.io/v1", "ResourceSlice");

    [Theory]
    [InlineData("""{"driver":"","nodeName":"n",POOL}""", "spec.driver: Required value")]
    [InlineData("""{"driver":"d","nodeName":"n","pool":{"name":"","resourceSliceCount":0}}""", "spec.pool.name: Required value|spec.pool.resourceSliceCount: Invalid value: 0: must be greater than zero")]
    [InlineData("""{"driver":"d",POOL}""", "spec: Required value: exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required")]
    [InlineData("""{"driver":"d","nodeName":"n","allNodes":true,POOL}""", "spec: Invalid value: \"{`nodeName`, `allNodes`}\": exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required, but multiple fields are set")]
    [InlineData("""{"driver":"d","nodeName":"n",POOL,"devices":[{"name":"a"},{"name":"a"}]}""", "spec.devices[1]: Duplicate value: \"a\"")]
    [InlineData("""{"driver":"d","nodeName":"n",POOL,"devices":[{"name":"a","attributes":{"x":{}}}]}""", "spec.devices[0].attributes[x]: Required value: exactly one value must be specified")]
    [InlineData("""{"driver":"d","nodeSelector":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"a","operator":"X"}]}]},POOL}""", "spec.nodeSelector.nodeSelectorTerms[0].matchExpressions[0].operator: Invalid value: \"X\": not a valid selector operator")]
    [InlineData("""{"driver":"d","nodeName":"n",POOL,"devices":[{"name":"a","attributes":{"x":{"version":"1.2"},"y":{"version":"1.2.3-rc.1+b"}}}]}""", "spec.devices[0].attributes[x].version: Invalid value: \"1.2\": must be a string compatible with semver.org spec 2.0.0")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Slice(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void What_it_is_of_stays() => Update(
        Kind, Slice("""{"driver":"e","nodeName":"m",POOL}"""), Slice("""{"driver":"d","nodeName":"n",POOL}""")).ShouldBe([
            "spec.driver: Invalid value: \"e\": field is immutable",
            "spec.nodeName: Invalid value: \"m\": field is immutable",
        ]);

    [Fact]
    public void The_table_and_its_fields()
    {
        var slice = Slice("""{"driver":"d","nodeName":"n",POOL}""");
        var row = Row(Kind, slice);
        (row["Node"], row["Driver"], row["Pool"]).ShouldBe(("n", "d", "p"));
        Kind.Strategy!.SelectableFields.Keys.ShouldBe(["spec.driver", "spec.nodeName"], ignoreOrder: true);
        Kind.Strategy.UnknownField("x").ShouldBe("field label not supported for resource.k8s.io/v1, Kind=ResourceSlice: x");
    }

    private static ResourceSlice Slice(string spec) =>
        Decode<ResourceSlice>("resource.k8s.io/v1", "ResourceSlice", $$"""{"metadata":{"name":"s"},"spec":{{spec.Replace("POOL", Pool)}}}""");
}
