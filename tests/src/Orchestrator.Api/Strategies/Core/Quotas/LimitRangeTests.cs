using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Quotas;

public class LimitRangeTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "LimitRange");

    [Fact]
    public void Has_defaults()
    {
        var range = Range("""{"type":"Container","max":{"cpu":"2"},"min":{"memory":"1Mi"}}""");
        Create(Kind, range).ShouldBeEmpty();
        ShouldBeJson(Json(range)["spec"]!["limits"]![0]!["default"], """{"cpu":"2"}""");
        ShouldBeJson(Json(range)["spec"]!["limits"]![0]!["defaultRequest"], """{"cpu":"2","memory":"1Mi"}""");
    }

    [Theory]
    [InlineData("""{"type":"X"}""", "spec.limits[0].type: Invalid value: \"X\": must be a standard limit type or fully qualified")]
    [InlineData("""{"type":"Pod"},{"type":"Pod"}""", "spec.limits[1].type: Duplicate value: \"Pod\"")]
    [InlineData("""{"type":"Pod","min":{"cpu":"2"},"max":{"cpu":"1"}}""", "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")]
    [InlineData("""{"type":"Pod","default":{"cpu":"2"}}""", "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'")]
    [InlineData("""{"type":"PersistentVolumeClaim"}""", "spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided")]
    [InlineData("""{"type":"Pod","maxLimitRequestRatio":{"cpu":"500m"}}""", "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"500m\": ratio 500m is less than 1")]
    public void Is_refused_for(string limits, string error) => Create(Kind, Range(limits)).ShouldBe([error]);

    private static LimitRange Range(string limits) =>
        Decode<LimitRange>("v1", "LimitRange", "{\"metadata\":{\"name\":\"r\",\"namespace\":\"d\"},\"spec\":{\"limits\":[" + limits + "]}}");
}
