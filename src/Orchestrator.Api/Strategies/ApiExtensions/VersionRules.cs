using Orchestrator.Api.CustomResources.Schemas;
using Orchestrator.Api.Errors;
using Orchestrator.Api.JsonPaths;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>One version of a definition.</summary>
internal static class VersionRules
{
    private const int LongestWarning = 256;
    private const int MostSelectableFields = 8;
    private static readonly string[] ColumnTypes = ["boolean", "date", "integer", "number", "string"];
    private static readonly string[] ColumnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

    /// <summary>Checks it.</summary>
    public static void Check(CustomResourceDefinitionVersion version, bool requireSchema, FieldErrors errors, FieldPath path)
    {
        if (NameRules.Dns1035Label(version.Name) is { Count: > 0 } problems)
        {
            errors.Invalid(path.Child("name"), version.Name, string.Join(",", problems));
        }

        CheckWarning(version, errors, path.Child("deprecationWarning"));
        var schemaPath = path.Child("schema", "openAPIV3Schema");
        if (version.Schema?.OpenAPIV3Schema is { } schema)
        {
            SchemaRules.CheckRoot(schema, version.Subresources?.Status is not null, errors, schemaPath);
        }
        else if (requireSchema)
        {
            errors.Required(schemaPath, "schemas are required");
        }

        CheckScale(version.Subresources?.Scale, errors, path.Child("subresources"));
        for (var i = 0; i < (version.AdditionalPrinterColumns?.Count ?? 0); i++)
        {
            CheckColumn(version.AdditionalPrinterColumns![i], errors, path.Child("additionalPrinterColumns").Index(i));
        }

        CheckSelectableFields(version, errors, path.Child("selectableFields"));
    }

    private static void CheckWarning(CustomResourceDefinitionVersion version, FieldErrors errors, FieldPath path)
    {
        if (version.DeprecationWarning is not { } warning)
        {
            return;
        }

        if (version.Deprecated != true)
        {
            errors.Invalid(path, warning, "can only be set for deprecated versions");
        }

        if (warning.Length == 0)
        {
            errors.Invalid(path, warning, "must not be an empty string");
        }

        if (warning.Length > LongestWarning)
        {
            errors.Invalid(path, warning, $"must be <= {LongestWarning} characters long");
        }

        var control = warning.AsSpan().IndexOfAnyInRange('\0', '\x1f');
        if (control >= 0)
        {
            errors.Invalid(path, warning, $"must only contain printable UTF-8 characters; non-printable character found at index {control}");
        }
    }

    private static void CheckScale(CustomResourceSubresourceScale? scale, FieldErrors errors, FieldPath path)
    {
        if (scale is null)
        {
            return;
        }

        Path(scale.SpecReplicasPath, path.Child("scale.specReplicasPath"), "should be a json path under .spec", errors, ".spec.");
        Path(scale.StatusReplicasPath, path.Child("scale.statusReplicasPath"), "should be a json path under .status", errors, ".status.");
        if (!string.IsNullOrEmpty(scale.LabelSelectorPath))
        {
            Path(scale.LabelSelectorPath, path.Child("scale.labelSelectorPath"), "should be a json path under either .spec or .status", errors, ".spec.", ".status.");
        }
    }

    private static void Path(string given, FieldPath path, string problem, FieldErrors errors, params ReadOnlySpan<string> prefixes)
    {
        if (given.Length == 0)
        {
            errors.Required(path);
            return;
        }

        if (given[0] != '.')
        {
            errors.Invalid(path, given, "must be a simple json path starting with .");
            return;
        }

        foreach (var prefix in prefixes)
        {
            if (given.StartsWith(prefix, StringComparison.Ordinal) && TryParse(given, out var parsed, out _) && parsed!.Fields is not null)
            {
                return;
            }
        }

        errors.Invalid(path, given, problem);
    }

    private static void CheckColumn(CustomResourceColumnDefinition column, FieldErrors errors, FieldPath path)
    {
        if (column.Name.Length == 0)
        {
            errors.Required(path.Child("name"));
        }

        if (column.Type.Length == 0)
        {
            errors.Required(path.Child("type"), $"must be one of {string.Join(',', ColumnTypes)}");
        }
        else if (!ColumnTypes.Contains(column.Type))
        {
            errors.Invalid(path.Child("type"), column.Type, $"must be one of {string.Join(',', ColumnTypes)}");
        }

        if (!string.IsNullOrEmpty(column.Format) && !ColumnFormats.Contains(column.Format))
        {
            errors.Invalid(path.Child("format"), column.Format, $"must be one of {string.Join(',', ColumnFormats)}");
        }

        if (column.JsonPath.Length == 0)
        {
            errors.Required(path.Child("jsonPath"));
        }
        else if (column.JsonPath[0] != '.')
        {
            errors.Invalid(path.Child("jsonPath"), column.JsonPath, "must be a simple json path starting with .");
        }
        else if (!TryParse(column.JsonPath, out _, out var problem))
        {
            errors.Invalid(path.Child("jsonPath"), column.JsonPath, $"is an invalid path: {problem}");
        }
    }

    private static void CheckSelectableFields(CustomResourceDefinitionVersion version, FieldErrors errors, FieldPath path)
    {
        var fields = version.SelectableFields ?? [];
        if (fields.Count > MostSelectableFields)
        {
            errors.TooMany(path, fields.Count, MostSelectableFields);
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var root = version.Schema?.OpenAPIV3Schema is { } schema ? SchemaCompiler.Compile(schema) : null;
        for (var i = 0; i < fields.Count; i++)
        {
            var given = fields[i].JsonPath;
            var at = path.Index(i).Child("jsonPath");
            if (given.Length == 0)
            {
                errors.Required(at);
            }
            else if (!TryParse(given, out var parsed, out var problem) || given[0] != '.' || parsed!.Fields is not { Count: > 0 } names)
            {
                errors.Invalid(at, given, $"is an invalid path: {problem}");
            }
            else if (names[0] == "metadata")
            {
                errors.Invalid(at, given, "must not point to fields in metadata");
            }
            else if (Target(root, names) is not { } target)
            {
                errors.Invalid(at, given, "is an invalid path: does not refer to a valid field");
            }
            else if (target.Type is not ("string" or "boolean" or "integer"))
            {
                errors.Invalid(at, given, "must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.");
            }
            else if (!seen.Add(given))
            {
                errors.Duplicate(at, given);
            }
        }
    }

    private static SchemaNode? Target(SchemaNode? root, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            root = root?.Properties.GetValueOrDefault(name);
        }

        return root;
    }

    private static bool TryParse(string text, out JsonPath? path, out string problem)
    {
        problem = "";
        path = null;
        try
        {
            path = JsonPath.Parse(text);
            return true;
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return false;
        }
    }
}
