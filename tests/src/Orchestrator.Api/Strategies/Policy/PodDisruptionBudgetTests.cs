using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Policy.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Policy;

public class PodDisruptionBudgetTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("policy/v1", "PodDisruptionBudget");

    [Theory]
    [InlineData("\"minAvailable\":1,\"maxUnavailable\":1", "spec: Invalid value: {\"minAvailable\":1,\"maxUnavailable\":1}: minAvailable and maxUnavailable cannot be both set")]
    [InlineData("\"minAvailable\":-1", "spec.minAvailable: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"minAvailable\":\"101%\"", "spec.minAvailable: Invalid value: \"101%\": must not be greater than 100%")]
    [InlineData("\"maxUnavailable\":\"x\"", "spec.maxUnavailable: Invalid value: \"x\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')")]
    [InlineData("\"unhealthyPodEvictionPolicy\":\"X\"", "spec.unhealthyPodEvictionPolicy: Unsupported value: \"X\": supported values: \"AlwaysAllow\", \"IfHealthyBudget\"")]
    public void Is_refused_for(string spec, string error) => Create(Kind, Budget(spec)).ShouldBe([error]);

    [Fact]
    public void Its_spec_may_change()
    {
        var old = Budget("\"minAvailable\":1,\"selector\":{\"matchLabels\":{\"a\":\"b\"}}");
        Create(Kind, old).ShouldBeEmpty();
        var changed = Budget("\"maxUnavailable\":\"50%\",\"selector\":{\"matchLabels\":{\"a\":\"c\"}}");
        Update(Kind, changed, old).ShouldBeEmpty();
        changed.Metadata.Generation.ShouldBe(2);
        var row = Row(Kind, changed);
        (row["Min Available"], row["Max Unavailable"], row["Allowed Disruptions"]).ShouldBe(("N/A", "50%", "0"));
    }

    [Fact]
    public void Its_status_counts_up_from_zero()
    {
        var old = Budget("\"minAvailable\":1");
        var changed = Budget("\"minAvailable\":1");
        changed.Status.DisruptionsAllowed = -1;
        Update(Kind, changed, old, "status").ShouldBe(["status.disruptionsAllowed: Invalid value: -1: must be greater than or equal to 0"]);
    }

    private static PodDisruptionBudget Budget(string spec) =>
        Decode<PodDisruptionBudget>("policy/v1", "PodDisruptionBudget", $$$"""{"metadata":{"name":"b","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
