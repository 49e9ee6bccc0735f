using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Strategies.FlowControl;

namespace Orchestrator.Api.Tests.Strategies.FlowControl;

public class FlowSchemaTests : StrategyTest
{
    private const string Level = """ "priorityLevelConfiguration":{"name":"p"} """;
    private const string User = """ "subjects":[{"kind":"User","user":{"name":"u"}}] """;
    private static readonly KindDescriptor Kind = Find("flowcontrol.apiserver.k8s.io/v1", "FlowSchema");

    [Theory]
    [InlineData("""{}""", "spec.priorityLevelConfiguration.name: Required value: must reference a priority level")]
    [InlineData("""{LEVEL,"matchingPrecedence":-1}""", "spec.matchingPrecedence: Invalid value: -1: must be a positive value")]
    [InlineData("""{LEVEL,"matchingPrecedence":10001}""", "spec.matchingPrecedence: Invalid value: 10001: must not be greater than 10000")]
    [InlineData("""{LEVEL,"matchingPrecedence":1}""", "spec.matchingPrecedence: Invalid value: 1: only the schema named 'exempt' may have matchingPrecedence 1")]
    [InlineData("""{LEVEL,"rules":[{"subjects":[]}]}""", "spec.rules[0].subjects: Required value: subjects must contain at least one value|spec.rules[0]: Required value: at least one of resourceRules and nonResourceRules has to be non-empty")]
    [InlineData("""{LEVEL,"rules":[{"subjects":[{"kind":"User","group":{"name":"g"}}],"nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]}]}""", "spec.rules[0].subjects[0].user: Required value: user is required when subject kind is 'User'|spec.rules[0].subjects[0].group: Forbidden: group is forbidden when subject kind is not 'Group'")]
    [InlineData("""{LEVEL,"rules":[{"subjects":[{"kind":"X"}],"nonResourceRules":[{"verbs":["*"],"nonResourceURLs":["*"]}]}]}""", "spec.rules[0].subjects[0].kind: Unsupported value: \"X\": supported values: \"Group\", \"ServiceAccount\", \"User\"")]
    [InlineData("""{LEVEL,"rules":[{USER,"nonResourceRules":[{"verbs":["read"],"nonResourceURLs":["a","/a*b","/a//b"]}]}]}""", "spec.rules[0].nonResourceRules[0].verbs: Unsupported value: [\"read\"]: supported values: \"create\", \"delete\", \"deletecollection\", \"get\", \"list\", \"patch\", \"proxy\", \"update\", \"watch\"|spec.rules[0].nonResourceRules[0].nonResourceURLs[0]: Invalid value: \"a\": must start with slash|spec.rules[0].nonResourceRules[0].nonResourceURLs[1]: Invalid value: \"/a*b\": wildcard can only do suffix matching|spec.rules[0].nonResourceRules[0].nonResourceURLs[2]: Invalid value: \"/a//b\": must not contain double slash")]
    [InlineData("""{LEVEL,"rules":[{USER,"resourceRules":[{"verbs":["*","get"],"apiGroups":[],"resources":["*","a"]}]}]}""", "spec.rules[0].resourceRules[0].verbs: Invalid value: [\"*\",\"get\"]: if '*' is present, must not specify other verbs|spec.rules[0].resourceRules[0].apiGroups: Required value: resource rules must supply at least one api group|spec.rules[0].resourceRules[0].resources: Invalid value: [\"*\",\"a\"]: if '*' is present, must not specify other resources|spec.rules[0].resourceRules[0].namespaces: Required value: resource rules that are not cluster scoped must supply at least one namespace")]
    public void A_spec_is_refused_for(string spec, string errors) =>
        Create(Kind, Schema("s", spec.Replace("LEVEL", Level).Replace("USER", User))).ShouldBe(errors.Split('|'));

    [Fact]
    public void Is_completed_and_shown()
    {
        var schema = Schema("s", $$"""{{{Level}}}""");
        Create(Kind, schema).ShouldBeEmpty();
        var row = Row(Kind, schema);
        (row["PriorityLevel"], row["MatchingPrecedence"], row["DistinguisherMethod"], row["MissingPL"]).ShouldBe(("p", "1000", "<none>", "?"));
    }

    [Theory]
    [InlineData("exempt")]
    [InlineData("catch-all")]
    public void What_every_server_has_stays(string name)
    {
        var schema = Schema(name, "{}");
        schema.Spec = MandatoryFlowControl.Schema(name)!;
        Create(Kind, schema).ShouldBeEmpty();
        schema.Spec.DistinguisherMethod = new() { Type = "ByNamespace" };
        Create(Kind, schema).Single().ShouldEndWith($"spec of '{name}' must equal the fixed value");
    }

    private static FlowSchema Schema(string name, string spec) =>
        Decode<FlowSchema>("flowcontrol.apiserver.k8s.io/v1", "FlowSchema", $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""");
}
