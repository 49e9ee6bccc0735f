using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>The names that a definition asks for.</summary>
internal static class NamesRules
{
    private const string MixedCase = "may have mixed case, but should otherwise match: ";

    /// <summary>Checks them.</summary>
    public static void Check(CustomResourceDefinitionNames names, FieldErrors errors, FieldPath path)
    {
        Require(names.Plural, path.Child("plural"), errors);
        Require(names.Singular, path.Child("singular"), errors);
        Require(names.Kind, path.Child("kind"), errors);
        Require(names.ListKind, path.Child("listKind"), errors);

        Label(names.Plural, names.Plural, "", path.Child("plural"), errors);
        Label(names.Singular, names.Singular, "", path.Child("singular"), errors);
        Label(names.Kind, names.Kind.ToLowerInvariant(), MixedCase, path.Child("kind"), errors);
        Label(names.ListKind, names.ListKind?.ToLowerInvariant(), MixedCase, path.Child("listKind"), errors);
        All(names.ShortNames, path.Child("shortNames"), errors);
        if (names.Kind.Length > 0 && names.Kind == names.ListKind)
        {
            errors.Invalid(path.Child("listKind"), names.ListKind, "kind and listKind may not be the same");
        }

        All(names.Categories, path.Child("categories"), errors);
    }

    private static void All(List<string>? names, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < (names?.Count ?? 0); i++)
        {
            if (NameRules.Dns1035Label(names![i]) is { Count: > 0 } problems)
            {
                errors.Invalid(path.Index(i), names[i], string.Join(",", problems));
            }
        }
    }

    private static void Require(string? name, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(name))
        {
            errors.Required(path);
        }
    }

    private static void Label(string? given, string? label, string prefix, FieldPath path, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(label) && NameRules.Dns1035Label(label) is { Count: > 0 } problems)
        {
            errors.Invalid(path, given, prefix + string.Join(",", problems));
        }
    }
}
