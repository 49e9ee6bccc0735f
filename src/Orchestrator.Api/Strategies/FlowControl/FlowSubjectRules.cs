using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.FlowControl.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Checks whom a rule of a flow schema is about: one of three kinds, with the field of that kind alone.</summary>
internal static class FlowSubjectRules
{
    private const string All = "*";
    private static readonly string[] Kinds = ["Group", "ServiceAccount", "User"];

    public static void Validate(Subject subject, FieldErrors errors, FieldPath path)
    {
        if (!Kinds.Contains(subject.Kind))
        {
            errors.NotSupported(path.Child("kind"), subject.Kind, Kinds);
            return;
        }

        Field("ServiceAccount", "serviceAccount", subject.ServiceAccount is not null, subject.Kind, errors, path);
        Field("User", "user", subject.User is not null, subject.Kind, errors, path);
        Field("Group", "group", subject.Group is not null, subject.Kind, errors, path);
        switch (subject.Kind)
        {
            case "User" when subject.User is { Name.Length: 0 }:
                errors.Required(path.Child("user", "name"));
                break;
            case "Group" when subject.Group is { Name.Length: 0 }:
                errors.Required(path.Child("group", "name"));
                break;
            case "ServiceAccount" when subject.ServiceAccount is { } account:
                Account(account, errors, path.Child("serviceAccount"));
                break;
        }
    }

    private static void Field(string kind, string field, bool present, string subject, FieldErrors errors, FieldPath path)
    {
        if (kind == subject && !present)
        {
            errors.Required(path.Child(field), $"{field} is required when subject kind is '{kind}'");
        }
        else if (kind != subject && present)
        {
            errors.Forbidden(path.Child(field), $"{field} is forbidden when subject kind is not '{kind}'");
        }
    }

    private static void Account(ServiceAccountSubject account, FieldErrors errors, FieldPath path)
    {
        if (account.Name.Length == 0)
        {
            errors.Required(path.Child("name"));
        }
        else if (account.Name != All)
        {
            errors.Invalid(path.Child("name"), account.Name, NameRules.Dns1123Subdomain(account.Name));
        }

        if (account.Namespace.Length == 0)
        {
            errors.Required(path.Child("namespace"), "must specify namespace for service account");
        }
        else
        {
            errors.Invalid(path.Child("namespace"), account.Namespace, NameRules.Dns1123Label(account.Namespace));
        }
    }
}
