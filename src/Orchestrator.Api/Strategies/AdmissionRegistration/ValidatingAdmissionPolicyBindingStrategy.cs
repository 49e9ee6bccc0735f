using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Where a policy holds, with which parameters, and what becomes of what fails it.</summary>
public sealed class ValidatingAdmissionPolicyBindingStrategy : KindStrategy<ValidatingAdmissionPolicyBinding>
{
    private const string Either = "name and selector are mutually exclusive";
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] NotFoundActions = ["Deny", "Allow"];
    private static readonly string[] Actions = ["Audit", "Deny", "Warn"];

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ValidatingAdmissionPolicyBinding>(),
        Tables.Columns.Text<ValidatingAdmissionPolicyBinding>("PolicyName", binding => binding.Spec.PolicyName ?? "", "The policy"),
        Tables.Columns.Text<ValidatingAdmissionPolicyBinding>("ParamRef", binding => Text(binding.Spec.ParamRef), "The object that holds its parameters"),
        Tables.Columns.Age<ValidatingAdmissionPolicyBinding>(),
    ];

    /// <inheritdoc/>
    protected override void Default(ValidatingAdmissionPolicyBinding obj) => WebhookDefaults.Match(obj.Spec.MatchResources);

    /// <inheritdoc/>
    protected override void Validate(ValidatingAdmissionPolicyBinding obj, FieldErrors errors)
    {
        FieldRules.RequiredSubdomain(obj.Spec.PolicyName, errors, Spec.Child("policyName"));
        if (obj.Spec.ParamRef is { } parameters)
        {
            Parameters(parameters, errors, Spec.Child("paramRef"));
        }

        MatchResourcesRules.Validate(obj.Spec.MatchResources, errors, Spec.Child("matchResources"));
        CheckActions(obj.Spec.ValidationActions ?? [], errors, Spec.Child("validationActions"));
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(ValidatingAdmissionPolicyBinding obj, ValidatingAdmissionPolicyBinding old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static void Parameters(ParamRef parameters, FieldErrors errors, FieldPath path)
    {
        var hasName = !string.IsNullOrEmpty(parameters.Name);
        if (hasName)
        {
            errors.Invalid(path.Child("name"), parameters.Name, NameRules.PathSegment(parameters.Name!));
        }

        LabelSelectorRules.Validate(parameters.Selector, errors, path.Child("selector"));
        if (hasName && parameters.Selector is not null)
        {
            errors.Forbidden(path.Child("name"), Either);
            errors.Forbidden(path.Child("selector"), Either);
        }
        else if (!hasName && parameters.Selector is null)
        {
            errors.Required(path, "one of name or selector must be specified");
        }

        if (string.IsNullOrEmpty(parameters.ParameterNotFoundAction))
        {
            errors.Required(path.Child("parameterNotFoundAction"));
        }
        else
        {
            FieldRules.OneOf(parameters.ParameterNotFoundAction, NotFoundActions, errors, path.Child("parameterNotFoundAction"));
        }
    }

    private static void CheckActions(List<string> actions, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < actions.Count; i++)
        {
            FieldRules.OneOf(actions[i], Actions, errors, path.Index(i));
            if (!known.Add(actions[i]))
            {
                errors.Duplicate(path.Index(i), actions[i]);
            }
        }

        if (known.Contains("Deny") && known.Contains("Warn"))
        {
            errors.Invalid(
                path,
                actions,
                "must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)");
        }

        if (actions.Count == 0)
        {
            errors.Required(path, "at least one validation action is required");
        }
    }

    private static string Text(ParamRef? parameters) => parameters switch
    {
        null => "<unset>",
        { Namespace: { Length: > 0 } name } => $"{name}/{(string.IsNullOrEmpty(parameters.Name) ? "*" : parameters.Name)}",
        _ => string.IsNullOrEmpty(parameters.Name) ? "*" : parameters.Name,
    };
}
