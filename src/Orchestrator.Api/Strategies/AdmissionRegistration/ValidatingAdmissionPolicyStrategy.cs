using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>Policies that judge requests by expressions.</summary>
public sealed class ValidatingAdmissionPolicyStrategy : KindStrategy<ValidatingAdmissionPolicy>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<ValidatingAdmissionPolicy>(),
        Tables.Columns.Number<ValidatingAdmissionPolicy>("Validations", policy => policy.Spec.Validations?.Count ?? 0, "How many rules there are"),
        Tables.Columns.Text<ValidatingAdmissionPolicy>("ParamKind", policy => Kind(policy.Spec.ParamKind), "The kind of the objects that hold its parameters"),
        Tables.Columns.Age<ValidatingAdmissionPolicy>(),
    ];

    /// <inheritdoc/>
    protected override void Default(ValidatingAdmissionPolicy obj)
    {
        obj.Spec.FailurePolicy ??= "Fail";
        WebhookDefaults.Match(obj.Spec.MatchConstraints);
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(ValidatingAdmissionPolicy obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ValidatingAdmissionPolicy obj, ValidatingAdmissionPolicy old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(ValidatingAdmissionPolicy obj, FieldErrors errors) => AdmissionPolicyValidation.Spec(obj, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(ValidatingAdmissionPolicy obj, ValidatingAdmissionPolicy old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            AdmissionPolicyValidation.Status(obj.Status, errors);
        }
        else
        {
            Validate(obj, errors);
        }
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(ValidatingAdmissionPolicy obj, ValidatingAdmissionPolicy old) => !SpecEquality.Same(obj.Spec, old.Spec);

    private static string Kind(ParamKind? kind) => kind is null ? "<unset>" : $"{kind.ApiVersion}/{kind.Kind}";
}
