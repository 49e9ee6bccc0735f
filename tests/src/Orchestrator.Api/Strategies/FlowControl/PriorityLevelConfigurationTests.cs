using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.FlowControl.V1;

namespace Orchestrator.Api.Tests.Strategies.FlowControl;

public class PriorityLevelConfigurationTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration");

    [Fact]
    public void Is_completed()
    {
        var level = Level("l", """{"type":"Limited","limited":{"limitResponse":{"type":"Queue","queuing":{}}}}""");
        Create(Kind, level).ShouldBeEmpty();
        ShouldBeJson(Json(level)["spec"], """
            {"type":"Limited","limited":{"nominalConcurrencyShares":30,"lendablePercent":0,
             "limitResponse":{"type":"Queue","queuing":{"queues":64,"handSize":8,"queueLengthLimit":50}}}}
            """);
        var row = Row(Kind, level);
        (row["Type"], row["NominalConcurrencyShares"], row["Queues"], row["HandSize"], row["QueueLengthLimit"]).ShouldBe(("Limited", "30", "64", "8", "50"));
    }

    [Theory]
    [InlineData("l", """{"type":"Exempt"}""", "spec.type: Invalid value: \"Exempt\": type must be 'Exempt' if and only if name is 'exempt'")]
    [InlineData("l", """{"type":"X"}""", "spec.type: Unsupported value: \"X\": supported values: \"Exempt\", \"Limited\"")]
    [InlineData("l", """{"type":"Limited"}""", "spec.limited: Required value: must not be empty when type is Limited")]
    [InlineData("l", """{"type":"Limited","limited":{"limitResponse":{"type":"Reject","queuing":{}}}}""", "spec.limited.limitResponse.queuing: Forbidden: must be nil if limited.limitResponse.type is not Limited")]
    [InlineData("l", """{"type":"Limited","limited":{"limitResponse":{"type":"Queue"}}}""", "spec.limited.limitResponse.queuing: Required value: must not be empty if limited.limitResponse.type is Limited")]
    [InlineData("l", """{"type":"Limited","limited":{"lendablePercent":101,"limitResponse":{"type":"Reject"}}}""", "spec.limited.lendablePercent: Invalid value: 101: must be between 0 and 100, inclusive")]
    [InlineData("l", """{"type":"Limited","limited":{"limitResponse":{"type":"Queue","queuing":{"queues":4,"handSize":5,"queueLengthLimit":-1}}}}""", "spec.limited.limitResponse.queuing.queueLengthLimit: Invalid value: -1: must be positive|spec.limited.limitResponse.queuing.handSize: Invalid value: 5: should not be greater than queues (4)")]
    [InlineData("l", """{"type":"Limited","limited":{"limitResponse":{"type":"Queue","queuing":{"queues":512,"handSize":8,"queueLengthLimit":1}}}}""", "spec.limited.limitResponse.queuing.handSize: Invalid value: 8: required entropy bits of deckSize 512 and handSize 8 should not be greater than 60")]
    public void A_spec_is_refused_for(string name, string spec, string errors) => Create(Kind, Level(name, spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void The_level_of_administrators_may_change_its_shares_only()
    {
        Create(Kind, Level("exempt", """{"type":"Exempt","exempt":{"nominalConcurrencyShares":5}}""")).ShouldBeEmpty();
        Create(Kind, Level("catch-all", """{"type":"Limited","limited":{"limitResponse":{"type":"Reject"}}}""")).Single().ShouldEndWith("spec of 'catch-all' must equal the fixed value");
        Row(Kind, Level("exempt", """{"type":"Exempt"}"""))["Queues"].ShouldBe("<none>");
    }

    private static PriorityLevelConfiguration Level(string name, string spec) => Decode<PriorityLevelConfiguration>(
        "flowcontrol.apiserver.k8s.io/v1", "PriorityLevelConfiguration", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""");
}
