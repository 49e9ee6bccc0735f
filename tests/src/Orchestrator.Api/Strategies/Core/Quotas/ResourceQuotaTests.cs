using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Core.Quotas;

public class ResourceQuotaTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("v1", "ResourceQuota");

    [Theory]
    [InlineData("\"hard\":{\"x\":\"1\"}", "spec.hard[x]: Invalid value: \"x\": must be a standard resource type or fully qualified|spec.hard[x]: Invalid value: \"x\": must be a standard resource for quota")]
    [InlineData("\"hard\":{\"pods\":\"-1\"}", "spec.hard[pods]: Invalid value: \"-1\": must be greater than or equal to 0")]
    [InlineData("\"hard\":{\"pods\":\"500m\"}", "spec.hard[pods]: Invalid value: \"500m\": must be an integer")]
    [InlineData("\"scopes\":[\"X\"]", "spec.scopes: Invalid value: [\"X\"]: unsupported scope")]
    [InlineData("\"scopes\":[\"Terminating\",\"NotTerminating\"]", "spec.scopes: Invalid value: [\"Terminating\",\"NotTerminating\"]: conflicting scopes")]
    [InlineData("\"hard\":{\"cpu\":\"1\"},\"scopes\":[\"BestEffort\"]", "spec.scopes: Invalid value: [\"BestEffort\"]: unsupported scope applied to resource")]
    [InlineData("\"scopeSelector\":{\"matchExpressions\":[{\"scopeName\":\"PriorityClass\",\"operator\":\"In\"}]}", "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector")]
    public void Is_refused_for(string spec, string errors) => Create(Kind, Quota(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void Counts_any_kind_of_object() =>
        Create(Kind, Quota("\"hard\":{\"count/deployments.apps\":\"2\",\"requests.nvidia.com/gpu\":\"1\",\"requests.storage\":\"1Gi\",\"limits.cpu\":\"3\"}")).ShouldBeEmpty();

    [Fact]
    public void Its_scopes_stay() =>
        Update(Kind, Quota("\"scopes\":[\"Terminating\"]"), Quota("")).ShouldBe(["spec.scopes: Invalid value: [\"Terminating\"]: field is immutable"]);

    [Fact]
    public void Its_row()
    {
        var quota = Quota("");
        quota.Status = Decode<ResourceQuota>("v1", "ResourceQuota", """{"status":{"hard":{"pods":"5","cpu":"2","limits.cpu":"4"},"used":{"pods":"1"}}}""").Status;
        (Row(Kind, quota)["Request"], Row(Kind, quota)["Limit"]).ShouldBe(("cpu: 0/2, pods: 1/5", "limits.cpu: 0/4"));
    }

    private static ResourceQuota Quota(string spec) =>
        Decode<ResourceQuota>("v1", "ResourceQuota", $$$"""{"metadata":{"name":"q","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
