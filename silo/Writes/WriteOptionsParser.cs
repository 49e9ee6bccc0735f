using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;
using Orchestrator.Silo.RequestInformation;

namespace Orchestrator.Silo.Writes;

/// <summary>Reads the options of a write from the query.</summary>
internal static class WriteOptionsParser
{
    private const int LongestFieldManager = 128;
    private static readonly string[] Validations = ["", "Ignore", "Warn", "Strict"];

    /// <param name="query">The query.</param>
    /// <param name="optionsKind">CreateOptions, UpdateOptions, PatchOptions or DeleteOptions: named in errors.</param>
    /// <param name="patch">How a patch is to be read: only server-side apply may be forced, and it must say who applies.</param>
    /// <exception cref="ApiException">An option has a value that there is not (422), or a number is none (400).</exception>
    public static WriteOptions Parse(string? query, string optionsKind, PatchType patch = PatchType.None)
    {
        var options = WriteOptions.None;
        FieldErrors? errors = null;
        string? policy = null;
        bool? orphan = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var value = pair.DecodeValue();
            options = pair.DecodeName().Span switch
            {
                "dryRun" => options with { DryRun = DryRun(value.ToString(), ref errors) || options.DryRun },
                "fieldManager" => options with { FieldManager = FieldManager(value.ToString(), ref errors) },
                "fieldValidation" => options with { FieldValidation = Validation(value.ToString(), ref errors) },
                "force" => options with { Force = Force(value.ToString(), patch, ref errors) },
                "gracePeriodSeconds" => options with { GracePeriodSeconds = QueryValues.Number(value.ToString()) },
                "propagationPolicy" => options with { PropagationPolicy = policy = Propagation(value.ToString(), ref errors) },
                "orphanDependents" => options with { PropagationPolicy = (orphan = QueryValues.Boolean(value.ToString())) == true ? "Orphan" : "Background" },
                _ => options,
            };
        }

        if (policy is not null && orphan is not null)
        {
            (errors ??= new()).Invalid(FieldPath.Of("propagationPolicy"), policy, "orphanDependents and deletionPropagation cannot be both set");
        }

        if (patch == PatchType.Apply && options.FieldManager.Length == 0)
        {
            (errors ??= new()).Required(FieldPath.Of("fieldManager"), "is required for apply patch");
        }

        return errors is null ? options : throw Refused(optionsKind, errors);
    }

    /// <summary>Whether the value of <c>dryRun</c> says so; only <c>All</c> is one.</summary>
    internal static bool DryRun(string value, ref FieldErrors? errors)
    {
        if (value is not ("All" or ""))
        {
            (errors ??= new()).NotSupported(FieldPath.Of("dryRun"), (string[])[value], ["All"]);
        }

        return value == "All";
    }

    /// <summary>Checks a propagation policy.</summary>
    internal static string? Propagation(string value, ref FieldErrors? errors)
    {
        if (value is not ("" or "Foreground" or "Background" or "Orphan"))
        {
            (errors ??= new()).NotSupported(FieldPath.Of("propagationPolicy"), value, ["Foreground", "Background", "Orphan", "nil"]);
        }

        return value.Length == 0 ? null : value;
    }

    /// <summary>The refusal of options that do not hold.</summary>
    internal static ApiException Refused(string optionsKind, FieldErrors errors) =>
        new(StatusFactory.Invalid(new GroupKind("meta.k8s.io", optionsKind), "", errors));

    private static string FieldManager(string value, ref FieldErrors? errors)
    {
        if (Encoding.UTF8.GetByteCount(value) > LongestFieldManager)
        {
            (errors ??= new()).TooLong(FieldPath.Of("fieldManager"), LongestFieldManager);
        }

        var position = 0;
        foreach (var rune in value.EnumerateRunes())
        {
            if (!UserAgents.IsPrintable(rune))
            {
                (errors ??= new()).Invalid(FieldPath.Of("fieldManager"), value, $"invalid character U+{rune.Value:X4} (at position {position})");
            }

            position += rune.Utf8SequenceLength;
        }

        return value;
    }

    private static bool Force(string value, PatchType patch, ref FieldErrors? errors)
    {
        if (patch is not (PatchType.None or PatchType.Apply))
        {
            (errors ??= new()).Forbidden(FieldPath.Of("force"), "may not be specified for non-apply patch");
        }

        return QueryValues.Boolean(value);
    }

    private static string Validation(string value, ref FieldErrors? errors)
    {
        if (Array.IndexOf(Validations, value) < 0)
        {
            (errors ??= new()).NotSupported(FieldPath.Of("fieldValidation"), value, Validations);
        }

        return value;
    }
}
