using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Certificates;

/// <summary>Checks the conditions of a signing request, and who may change them how.</summary>
internal static class RequestConditionRules
{
    private static readonly FieldPath Path = FieldPath.Of("status", "conditions");
    private static readonly string[] AnyStatus = ["False", "True", "Unknown"];
    private static readonly string[] OnlyTrue = ["True"];
    private static readonly string[] Lasting = ["Approved", "Denied", "Failed"];
    private static readonly string[] Approvals = ["Approved", "Denied"];

    public static void Validate(List<CertificateSigningRequestCondition> conditions, List<CertificateSigningRequestCondition> old, FieldErrors errors)
    {
        var mayBeEmpty = old.Exists(condition => condition.Type.Length == 0);
        var mayBeBoth = Has(old, "Approved") && Has(old, "Denied");
        var mayRepeat = old.DistinctBy(condition => condition.Type, StringComparer.Ordinal).Count() != old.Count;
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < conditions.Count; i++)
        {
            var type = conditions[i].Type;
            if (type.Length == 0 && !mayBeEmpty)
            {
                errors.Required(Path.Index(i).Child("type"));
            }

            Status(conditions[i], errors, Path.Index(i).Child("status"));
            if (!mayBeBoth && ((type == "Approved" && known.Contains("Denied")) || (type == "Denied" && known.Contains("Approved"))))
            {
                errors.Invalid(Path.Index(i).Child("type"), type, "Approved and Denied conditions are mutually exclusive");
            }

            if (!known.Add(type) && !mayRepeat)
            {
                errors.Duplicate(Path.Index(i).Child("type"), type);
            }
        }
    }

    /// <summary>A verdict is never taken back, and given through <c>approval</c> only.</summary>
    public static void Changes(
        List<CertificateSigningRequestCondition> conditions, List<CertificateSigningRequestCondition> old, bool mayApprove, FieldErrors errors)
    {
        foreach (var type in Lasting)
        {
            if (Of(conditions, type).Count < Of(old, type).Count)
            {
                errors.Forbidden(Path, $"updates may not remove a condition of type \"{type}\"");
            }
        }

        foreach (var type in mayApprove ? [] : Approvals)
        {
            var (now, before) = (Of(conditions, type), Of(old, type));
            if (now.Count > before.Count)
            {
                errors.Forbidden(Path, $"updates may not add a condition of type \"{type}\"");
            }
            else if (now.Count == before.Count && !SpecEquality.Same(now, before))
            {
                errors.Forbidden(Path, $"updates may not modify a condition of type \"{type}\"\n{ModelDifference.Describe(before[0], now[0])}");
            }
        }
    }

    private static void Status(CertificateSigningRequestCondition condition, FieldErrors errors, FieldPath path)
    {
        if (condition.Status.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            FieldRules.OneOf(condition.Status, Lasting.Contains(condition.Type) ? OnlyTrue : AnyStatus, errors, path);
        }
    }

    private static bool Has(List<CertificateSigningRequestCondition> conditions, string type) => conditions.Exists(condition => condition.Type == type);

    private static List<CertificateSigningRequestCondition> Of(List<CertificateSigningRequestCondition> conditions, string type) =>
        conditions.FindAll(condition => condition.Type == type);
}
