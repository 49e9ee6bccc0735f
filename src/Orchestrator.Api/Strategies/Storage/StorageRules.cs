using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>What several kinds of storage must hold to.</summary>
internal static class StorageRules
{
    private const int MostParameters = 512;
    private const int ParameterBytes = 256 * 1024;
    private const int LongestDriverName = 63;

    /// <summary>The name of a driver: a DNS subdomain, in any case, no longer than a label.</summary>
    public static void DriverName(string? name, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(name))
        {
            errors.Required(path);
            return;
        }

        if (name.Length > LongestDriverName)
        {
            errors.TooLong(path, LongestDriverName);
        }

        errors.Invalid(path, name, NameRules.Dns1123Subdomain(name.ToLowerInvariant()));
    }

    /// <summary>The name of a provisioner: a qualified name, in any case.</summary>
    public static void Provisioner(string? name, FieldErrors errors, FieldPath path)
    {
        if (string.IsNullOrEmpty(name))
        {
            errors.Required(path);
        }
        else
        {
            errors.Invalid(path, name, NameRules.QualifiedName(name.ToLowerInvariant()));
        }
    }

    /// <summary>What is handed on to a driver: limited in number and size.</summary>
    public static void Parameters(IReadOnlyDictionary<string, string>? parameters, FieldErrors errors, FieldPath path)
    {
        if (parameters is null)
        {
            return;
        }

        if (parameters.Count > MostParameters)
        {
            errors.TooLong(path, MostParameters);
            return;
        }

        if (parameters.ContainsKey(""))
        {
            errors.Invalid(path, "", "field can not be empty.");
        }

        if (parameters.Sum(entry => (long)ValueRules.Bytes(entry.Key) + ValueRules.Bytes(entry.Value)) > ParameterBytes)
        {
            errors.TooLong(path, ParameterBytes);
        }
    }

    /// <summary>Forbids a change.</summary>
    public static void Frozen(bool same, string field, FieldErrors errors)
    {
        if (!same)
        {
            errors.Forbidden(FieldPath.Of(field), $"updates to {field} are forbidden.");
        }
    }
}
