using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Authorization.Rbac;
using Shouldly;

namespace Orchestrator.Grains.Tests.Authorization;

/// <summary>What single rules allow, and cover.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData("get * pods", "get", "", "pods", "", true)]
    [InlineData("get core pods", "get", "", "pods", "", true)]
    [InlineData("get core pods", "get", "apps", "pods", "", false)]
    [InlineData("get core pods", "list", "", "pods", "", false)]
    [InlineData("* core pods", "made-up", "", "pods", "", true)]
    [InlineData("get core pods", "get", "", "pods", "log", false)]
    [InlineData("get core pods/log", "get", "", "pods", "log", true)]
    [InlineData("get core pods/log", "get", "", "pods", "", false)]
    [InlineData("get core *", "get", "", "pods", "log", true)]
    [InlineData("get core */log", "get", "", "pods", "log", true)]
    [InlineData("get core */log", "get", "", "pods", "", false)]
    [InlineData("get core */*", "get", "", "pods", "log", false)]
    [InlineData("get core pods/*", "get", "", "pods", "log", false)]
    public void Resources(string rule, string verb, string group, string resource, string subresource, bool allowed) =>
        new CompiledRule(Rule(rule)).Allows(Of(verb, group, resource, subresource, "")).ShouldBe(allowed);

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a,b", "b", true)]
    [InlineData("a", "b", false)]
    [InlineData("a", "", false)]
    public void Names(string names, string name, bool allowed)
    {
        var rule = Rule("get core pods");
        rule.ResourceNames = [.. names.Split(',')];
        new CompiledRule(rule).Allows(Of("get", "", "pods", "", name)).ShouldBe(allowed);
    }

    [Theory]
    [InlineData("/healthz", "/healthz", true)]
    [InlineData("/healthz", "/healthz/ping", false)]
    [InlineData("/healthz/*", "/healthz/ping", true)]
    [InlineData("/healthz/*", "/healthz", false)]
    [InlineData("/heal*", "/healthz/ping", true)]
    [InlineData("*", "/anything", true)]
    public void Paths(string own, string path, bool allowed) =>
        new CompiledRule(new PolicyRule { Verbs = ["get"], NonResourceURLs = [own] })
            .Allows(new AccessAttributes("u", "", []) { Verb = "get", IsResource = false, Path = path }).ShouldBe(allowed);

    [Fact]
    public void Rules_of_paths_allow_no_resources_and_the_other_way_round()
    {
        new CompiledRule(new PolicyRule { Verbs = ["*"], NonResourceURLs = ["*"] }).Allows(Of("get", "", "pods", "", "")).ShouldBeFalse();
        new CompiledRule(Rule("* * *")).Allows(new AccessAttributes("u", "", []) { Verb = "get", IsResource = false, Path = "/x" }).ShouldBeFalse();
    }

    [Theory]
    [InlineData("* * *", "get core pods", "")]
    [InlineData("get,list core pods", "get core pods", "")]
    [InlineData("get core pods", "get,list core pods", "list core pods")]
    [InlineData("get core pods", "get core,apps pods", "get apps pods")]
    [InlineData("get core */scale", "get core pods/scale", "")]
    [InlineData("get core pods", "get core pods/log", "get core pods/log")]
    [InlineData("get core pods", "* core pods", "* core pods")]
    public void Coverage(string owned, string wanted, string missing) =>
        RuleCoverage.Missing([Rule(owned)], [Rule(wanted)]).Select(Text).ShouldBe(missing.Length == 0 ? [] : [missing]);

    [Fact]
    public void A_rule_with_names_covers_those_names_only()
    {
        var named = Rule("get core pods");
        named.ResourceNames = ["a"];
        RuleCoverage.Missing([named], [Rule("get core pods")]).Count.ShouldBe(1);
        RuleCoverage.Missing([Rule("get core pods")], [named]).ShouldBeEmpty();
        RuleCoverage.Missing([named], [named]).ShouldBeEmpty();
    }

    [Fact]
    public void Missing_rules_are_described_compactly()
    {
        var parts = RuleCoverage.Missing([], [Rule("get,list core pods"), new PolicyRule { Verbs = ["get"], NonResourceURLs = ["/x"] }]);
        RuleText.Describe(parts).ShouldBe(["{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"get\" \"list\"]}", "{NonResourceURLs:[\"/x\"], Verbs:[\"get\"]}"]);
    }

    private static AccessAttributes Of(string verb, string group, string resource, string subresource, string name) =>
        new("u", "", []) { Verb = verb, Group = group, Resource = resource, Subresource = subresource, Name = name };

    private static PolicyRule Rule(string text)
    {
        var words = text.Split(' ');
        return new PolicyRule
        {
            Verbs = [.. words[0].Split(',')],
            ApiGroups = [.. words[1].Split(',').Select(group => group == "core" ? "" : group)],
            Resources = [.. words[2].Split(',')],
        };
    }

    private static string Text(PolicyRule rule) => $"{rule.Verbs[0]} {(rule.ApiGroups![0].Length == 0 ? "core" : rule.ApiGroups[0])} {rule.Resources![0]}";
}
