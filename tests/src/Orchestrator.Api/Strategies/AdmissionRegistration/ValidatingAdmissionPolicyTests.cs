using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.AdmissionRegistration.V1;

namespace Orchestrator.Api.Tests.Strategies.AdmissionRegistration;

public class ValidatingAdmissionPolicyTests : StrategyTest
{
    private const string Match = """ "matchConstraints":{"resourceRules":[{"operations":["CREATE"],"apiGroups":[""],"apiVersions":["v1"],"resources":["pods"]}]} """;
    private static readonly KindDescriptor Kind = Find("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy");

    [Fact]
    public void Is_completed()
    {
        var policy = Policy($$"""{{{Match}},"validations":[{"expression":"true"}]}""");
        Create(Kind, policy).ShouldBeEmpty();
        policy.Spec.FailurePolicy.ShouldBe("Fail");
        var match = policy.Spec.MatchConstraints!;
        (match.MatchPolicy, match.NamespaceSelector is null, match.ObjectSelector is null, match.ResourceRules![0].Scope).ShouldBe(("Equivalent", false, false, "*"));
    }

    [Theory]
    [InlineData("""{MATCH}""", "spec.validations: Required value: validations or auditAnnotations must contain at least one item|spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item")]
    [InlineData("""{"validations":[{"expression":"true"}]}""", "spec.matchConstraints: Required value")]
    [InlineData("""{"matchConstraints":{},"validations":[{"expression":"true"}]}""", "spec.matchConstraints.resourceRules: Required value")]
    [InlineData("""{MATCH,"validations":[{"expression":" "}]}""", "spec.validations[0].expression: Required value: expression is not specified")]
    [InlineData("""{MATCH,"validations":[{"expression":"true","message":" ","reason":"X"}]}""", "spec.validations[0].message: Invalid value: \" \": message must be non-empty if specified|spec.validations[0].reason: Unsupported value: \"X\": supported values: \"Forbidden\", \"Invalid\", \"RequestEntityTooLarge\", \"Unauthorized\"")]
    [InlineData("""{MATCH,"validations":[{"expression":"true","message":"a\nb"}]}""", "spec.validations[0].message: Invalid value: \"a\\nb\": message must not contain line breaks")]
    [InlineData("""{MATCH,"validations":[{"expression":"true"}],"paramKind":{"apiVersion":"a/b/c","kind":"1"}}""", "spec.paramKind.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c|spec.paramKind.kind: Invalid value: \"1\": may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')")]
    [InlineData("""{MATCH,"validations":[{"expression":"true"}],"variables":[{"name":"for","expression":""}]}""", "spec.variables[0].name: Invalid value: \"for\": name is not a valid CEL identifier|spec.variables[0].expression: Required value: expression is not specified")]
    [InlineData("""{MATCH,"auditAnnotations":[{"key":"k","valueExpression":"'x'"},{"key":"k","valueExpression":""}]}""", "spec.auditAnnotations[1].valueExpression: Required value: valueExpression is not specified|spec.auditAnnotations[1].key: Duplicate value: \"k\"")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Policy(spec.Replace("MATCH", Match))).ShouldBe(errors.Split('|'));

    [Fact]
    public void Its_status_holds_conditions()
    {
        var old = Policy($$"""{{{Match}},"validations":[{"expression":"true"}]}""");
        var status = Policy("{}", """{"conditions":[{"type":"A","status":"Maybe","reason":"","message":"","lastTransitionTime":"2026-01-01T00:00:00Z"}],"typeChecking":{"expressionWarnings":[{"fieldRef":"","warning":""}]}}""");
        Update(Kind, status, old, "status").ShouldBe([
            "status.typeChecking.expressionWarnings[0].warning: Required value",
            "status.typeChecking.expressionWarnings[0].fieldRef: Required value",
            "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"",
            "status.conditions[0].reason: Required value: must be set",
        ]);
    }

    [Fact]
    public void The_table()
    {
        var row = Row(Kind, Policy("""{"paramKind":{"apiVersion":"a/v1","kind":"K"},"validations":[{},{}]}"""));
        (row["Validations"], row["ParamKind"]).ShouldBe(("2", "a/v1/K"));
        Row(Kind, Policy("{}"))["ParamKind"].ShouldBe("<unset>");
    }

    private static ValidatingAdmissionPolicy Policy(string spec, string status = "{}") => Decode<ValidatingAdmissionPolicy>(
        "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", $$"""{"metadata":{"name":"p.example.com"},"spec":{{spec}},"status":{{status}}}""");
}
