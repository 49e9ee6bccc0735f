using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Rules for the names of attributes and capacities of devices: a C identifier, perhaps behind a domain.</summary>
internal static class DeviceNameRules
{
    private const int LongestIdentifier = 32;
    private const int LongestDomain = 63;

    public static void Qualified(string name, FieldErrors errors, FieldPath path)
    {
        if (name.Length == 0)
        {
            errors.Required(path, "name required");
            return;
        }

        switch (name.Split('/'))
        {
            case [var id]:
                Identifier(id, errors, path);
                break;
            case [var domain, var id]:
                Part(domain, "the domain must not be empty", errors, path);
                Part(id, "the name must not be empty", errors, path);
                if (domain.Length > LongestDomain)
                {
                    errors.TooLong(path, LongestDomain);
                }

                if (domain.Length > 0)
                {
                    errors.Invalid(path, domain, NameRules.Dns1123Subdomain(domain));
                }

                if (id.Length > 0)
                {
                    Identifier(id, errors, path);
                }

                break;
            default:
                errors.Invalid(path, name, "a valid C identifier must have at most one slash");
                break;
        }
    }

    private static void Part(string part, string otherwise, FieldErrors errors, FieldPath path)
    {
        if (part.Length == 0)
        {
            errors.Required(path, otherwise);
        }
    }

    private static void Identifier(string id, FieldErrors errors, FieldPath path)
    {
        if (id.Length > LongestIdentifier)
        {
            errors.TooLong(path, LongestIdentifier);
        }

        if (!(char.IsAsciiLetter(id[0]) || id[0] == '_') || id.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_'))
        {
            errors.Invalid(path, id, NameRules.Pattern(
                "a valid C identifier must start with alphabetic character or '_', followed by a string of alphanumeric characters or '_'",
                "[A-Za-z_][A-Za-z0-9_]*",
                "my_name",
                "MY_NAME",
                "MyName"));
        }
    }
}
