using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Certificates;

/// <summary>
/// Requests to sign certificates. What is asked never changes; approval and denial go through <c>approval</c> alone, the certificate through <c>status</c>.
/// Who asks is set by the object's grain, which knows the caller.
/// </summary>
public sealed class CertificateSigningRequestStrategy : KindStrategy<CertificateSigningRequest>
{
    /// <summary>The subresource that approves and denies.</summary>
    public const string Approval = "approval";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<CertificateSigningRequest>(),
        Tables.Columns.Age<CertificateSigningRequest>(),
        Tables.Columns.Text<CertificateSigningRequest>("SignerName", request => request.Spec.SignerName, "Who is to sign"),
        Tables.Columns.Text<CertificateSigningRequest>("Requestor", request => request.Spec.Username ?? "", "Who asks"),
        Tables.Columns.Text<CertificateSigningRequest>("RequestedDuration", Duration, "How long the certificate is to hold"),
        Tables.Columns.Text<CertificateSigningRequest>("Condition", Condition, "How far it is"),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<CertificateSigningRequest, string>> SelectableFields { get; } =
        new Dictionary<string, Func<CertificateSigningRequest, string>> { ["spec.signerName"] = request => request.Spec.SignerName };

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void PrepareForCreate(CertificateSigningRequest obj)
    {
        obj.Spec.Username = null;
        obj.Spec.Uid = null;
        obj.Spec.Groups = null;
        obj.Spec.Extra = null;
        obj.Status = new();
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(CertificateSigningRequest obj, CertificateSigningRequest old, string subresource)
    {
        obj.Spec = old.Spec;
        switch (subresource)
        {
            case Approval:
                obj.Status.Certificate = old.Status.Certificate;
                break;
            case "status":
                Keep(obj.Status, old.Status, "Approved");
                Keep(obj.Status, old.Status, "Denied");
                break;
            default:
                obj.Status = old.Status;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(CertificateSigningRequest obj, FieldErrors errors)
    {
        RequestValidation.Spec(obj.Spec, old: null, errors);
        RequestConditionRules.Validate(obj.Status.Conditions ?? [], [], errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(CertificateSigningRequest obj, CertificateSigningRequest old, string subresource, FieldErrors errors)
    {
        RequestValidation.Spec(obj.Spec, old.Spec, errors);
        RequestConditionRules.Validate(obj.Status.Conditions ?? [], old.Status.Conditions ?? [], errors);
        RequestConditionRules.Changes(obj.Status.Conditions ?? [], old.Status.Conditions ?? [], mayApprove: subresource == Approval, errors);
        IssuedCertificateRules.Validate(obj.Status.Certificate, old.Status.Certificate, maySet: subresource == "status", errors);
    }

    /// <summary>A signer that leaves out whether the request is approved does not take that back.</summary>
    private static void Keep(CertificateSigningRequestStatus status, CertificateSigningRequestStatus old, string type)
    {
        if (status.Conditions?.Exists(condition => condition.Type == type) != true
            && old.Conditions?.FindAll(condition => condition.Type == type) is { Count: > 0 } kept)
        {
            status.Conditions = [.. kept, .. status.Conditions ?? []];
        }
    }

    private static string Duration(CertificateSigningRequest request) =>
        request.Spec.ExpirationSeconds is { } seconds ? HumanDuration.Format(TimeSpan.FromSeconds(seconds)) : "<none>";

    private static string Condition(CertificateSigningRequest request)
    {
        var conditions = request.Status.Conditions ?? [];
        var text = conditions.Exists(condition => condition.Type == "Denied") ? "Denied"
            : conditions.Exists(condition => condition.Type == "Approved") ? "Approved"
            : "Pending";
        text += conditions.Exists(condition => condition.Type == "Failed") ? ",Failed" : "";
        return text + (request.Status.Certificate is { Length: > 0 } ? ",Issued" : "");
    }
}
