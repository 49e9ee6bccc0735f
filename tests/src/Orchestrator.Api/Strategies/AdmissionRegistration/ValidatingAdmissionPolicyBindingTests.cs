using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.AdmissionRegistration.V1;

namespace Orchestrator.Api.Tests.Strategies.AdmissionRegistration;

public class ValidatingAdmissionPolicyBindingTests : StrategyTest
{
    private static readonly KindDescriptor Kind = Find("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding");

    [Theory]
    [InlineData("""{"validationActions":["Deny"]}""", "spec.policyName: Required value")]
    [InlineData("""{"policyName":"p"}""", "spec.validationActions: Required value: at least one validation action is required")]
    [InlineData("""{"policyName":"p","validationActions":["Deny","Warn"]}""", "spec.validationActions: Invalid value: [\"Deny\",\"Warn\"]: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)")]
    [InlineData("""{"policyName":"p","validationActions":["X","X"]}""", "spec.validationActions[0]: Unsupported value: \"X\": supported values: \"Audit\", \"Deny\", \"Warn\"|spec.validationActions[1]: Unsupported value: \"X\": supported values: \"Audit\", \"Deny\", \"Warn\"|spec.validationActions[1]: Duplicate value: \"X\"")]
    [InlineData("""{"policyName":"p","validationActions":["Audit"],"paramRef":{}}""", "spec.paramRef: Required value: one of name or selector must be specified|spec.paramRef.parameterNotFoundAction: Required value")]
    [InlineData("""{"policyName":"p","validationActions":["Audit"],"paramRef":{"name":"n","selector":{},"parameterNotFoundAction":"X"}}""", "spec.paramRef.name: Forbidden: name and selector are mutually exclusive|spec.paramRef.selector: Forbidden: name and selector are mutually exclusive|spec.paramRef.parameterNotFoundAction: Unsupported value: \"X\": supported values: \"Deny\", \"Allow\"")]
    public void A_spec_is_refused_for(string spec, string errors) => Create(Kind, Binding(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void Is_accepted_and_shown()
    {
        var binding = Binding("""{"policyName":"p","validationActions":["Deny","Audit"],"paramRef":{"name":"n","namespace":"d","parameterNotFoundAction":"Deny"},"matchResources":{}}""");
        Create(Kind, binding).ShouldBeEmpty();
        binding.Spec.MatchResources!.MatchPolicy.ShouldBe("Equivalent");
        var row = Row(Kind, binding);
        (row["PolicyName"], row["ParamRef"]).ShouldBe(("p", "d/n"));
        Row(Kind, Binding("{}"))["ParamRef"].ShouldBe("<unset>");
    }

    private static ValidatingAdmissionPolicyBinding Binding(string spec) => Decode<ValidatingAdmissionPolicyBinding>(
        "admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", $$"""{"metadata":{"name":"b"},"spec":{{spec}}}""");
}
