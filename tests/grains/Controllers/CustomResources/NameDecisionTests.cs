using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Grains.Controllers.CustomResources;

namespace Orchestrator.Grains.Tests.Controllers.CustomResources;

public class NameDecisionTests
{
    [Fact]
    public void Names_that_nobody_has_are_accepted()
    {
        var decision = NameDecision.Of(Definition(), [], []);
        decision.IsGood.ShouldBeTrue();
        decision.Reason.ShouldBe("NoConflicts");
        decision.Message.ShouldBe("no conflicts found");
        decision.Accepted.Plural.ShouldBe("tabs");
        decision.Accepted.ShortNames.ShouldBe(["t"]);
    }

    [Theory]
    [InlineData("tabs", "", "PluralConflict", "\"tabs\" is already in use")]
    [InlineData("tab", "", "SingularConflict", "\"tab\" is already in use")]
    [InlineData("t", "", "ShortNamesConflict", "\"t\" is already in use")]
    [InlineData("", "Tab", "KindConflict", "\"Tab\" is already in use")]
    [InlineData("", "TabList", "ListKindConflict", "\"TabList\" is already in use")]
    public void A_name_that_is_taken_is_not_accepted_and_the_others_are(string resource, string kind, string reason, string message)
    {
        var decision = NameDecision.Of(Definition(), [resource], [kind]);
        decision.IsGood.ShouldBeFalse();
        decision.Reason.ShouldBe(reason);
        decision.Message.ShouldBe(message);
        (decision.Accepted.Plural == "tabs").ShouldBe(reason != "PluralConflict");
        (decision.Accepted.Kind == "Tab").ShouldBe(reason != "KindConflict");
    }

    [Fact]
    public void Names_that_a_definition_has_already_stay_its_own()
    {
        var definition = Definition();
        definition.Status.AcceptedNames = definition.Spec.Names;
        NameDecision.Of(definition, ["tabs", "tab", "t"], ["Tab", "TabList"]).IsGood.ShouldBeTrue();
    }

    private static CustomResourceDefinition Definition() => new()
    {
        Spec = new CustomResourceDefinitionSpec
        {
            Group = "example.com",
            Names = new CustomResourceDefinitionNames { Plural = "tabs", Singular = "tab", Kind = "Tab", ListKind = "TabList", ShortNames = ["t"] },
        },
    };
}
