using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Volumes;

/// <summary>Checks iSCSI targets: a portal, a name in one of the three forms of names, a unit's number.</summary>
internal static class IscsiRules
{
    private const int Prefix = 3;

    public static void Validate(string portal, string name, int lun, bool discovery, bool session, bool hasSecret, string? initiator, FieldErrors errors, FieldPath path)
    {
        MemberRules.Required(portal, errors, path, "targetPortal");
        if (name.Length == 0)
        {
            errors.Required(path.Child("iqn"));
        }
        else
        {
            Name(name, errors, path.Child("iqn"));
        }

        if (lun is < 0 or > 255)
        {
            errors.Invalid(path.Child("lun"), lun, "must be between 0 and 255, inclusive");
        }

        if ((discovery || session) && !hasSecret)
        {
            errors.Required(path.Child("secretRef"));
        }

        if (initiator is not null)
        {
            Name(initiator, errors, path.Child("initiatorname"));
        }
    }

    private static void Name(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length < Prefix || name[..Prefix] is not ("iqn" or "eui" or "naa"))
        {
            errors.Invalid(path, name, "must be valid format starting with iqn, eui, or naa");
        }
        else if (!IscsiName.IsValid(name))
        {
            errors.Invalid(path, name, "must be valid format");
        }
    }
}
