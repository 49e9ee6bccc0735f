using System.Globalization;
using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>What a namespace's labels ask of its pods.</summary>
/// <param name="Enforce">What is refused.</param>
/// <param name="Audit">What is logged.</param>
/// <param name="Warn">What is warned of.</param>
internal readonly record struct NamespacePolicy(LevelVersion Enforce, LevelVersion Audit, LevelVersion Warn)
{
    private const string Prefix = "pod-security.kubernetes.io/";
    private static readonly LevelVersion None = new(PodSecurityLevel.Privileged, LevelVersion.Latest);

    /// <summary>Whether any mode has a level above privileged.</summary>
    public bool AsksAnything => Enforce.Level > PodSecurityLevel.Privileged || AsksOfWorkloads;

    /// <summary>Whether a mode that looks at workloads has a level above privileged.</summary>
    public bool AsksOfWorkloads => Audit.Level > PodSecurityLevel.Privileged || Warn.Level > PodSecurityLevel.Privileged;

    /// <summary>Reads the labels. What is wrong with them goes to <paramref name="errors"/>: then enforcing is as strict as can be, and the others are silent.</summary>
    public static NamespacePolicy Of(IReadOnlyDictionary<string, string>? labels, FieldErrors errors)
    {
        if (labels is null or { Count: 0 })
        {
            return new NamespacePolicy(None, None, None);
        }

        var enforce = Read(labels, "enforce", PodSecurityLevel.Restricted, errors);
        var audit = Read(labels, "audit", PodSecurityLevel.Privileged, errors);
        var warn = Read(labels, "warn", PodSecurityLevel.Privileged, errors);

        // Who does not say what to warn of is warned of what is enforced: so on workloads, whose pods would be refused later.
        if (enforce.Level > PodSecurityLevel.Privileged && !labels.ContainsKey(Prefix + "warn") && !labels.ContainsKey(Prefix + "warn-version"))
        {
            warn = enforce;
        }

        return new NamespacePolicy(enforce, audit, warn);
    }

    private static LevelVersion Read(IReadOnlyDictionary<string, string> labels, string mode, PodSecurityLevel whenInvalid, FieldErrors errors)
    {
        var (level, minor) = (PodSecurityLevel.Privileged, LevelVersion.Latest);
        if (labels.TryGetValue(Prefix + mode, out var text))
        {
            level = text switch
            {
                "privileged" => PodSecurityLevel.Privileged,
                "baseline" => PodSecurityLevel.Baseline,
                "restricted" => PodSecurityLevel.Restricted,
                _ => Invalid(mode, text, "must be one of privileged, baseline, restricted", whenInvalid, errors),
            };
        }

        if (labels.TryGetValue($"{Prefix}{mode}-version", out var version) && version != "latest" && !TryMinor(version, out minor))
        {
            minor = Invalid($"{mode}-version", version, "must be \"latest\" or \"v1.x\"", LevelVersion.Latest, errors);
        }

        return new LevelVersion(level, minor);
    }

    private static T Invalid<T>(string label, string value, string why, T instead, FieldErrors errors)
    {
        errors.Invalid(FieldPath.Of("metadata", "labels").Key(Prefix + label), value, why);
        return instead;
    }

    private static bool TryMinor(string version, out int minor)
    {
        minor = 0;
        return version.StartsWith("v1.", StringComparison.Ordinal)
            && (version.Length == 4 || version[3] != '0')
            && int.TryParse(version.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out minor);
    }
}
