using System.Globalization;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>A level as one version of the standards has it. Written <c>restricted:latest</c>, <c>baseline:v1.30</c>.</summary>
/// <param name="Level">The level.</param>
/// <param name="Minor">The version's minor number, or <see cref="Latest"/>.</param>
internal readonly record struct LevelVersion(PodSecurityLevel Level, int Minor)
{
    /// <summary>The version of this server, whichever that is.</summary>
    public const int Latest = int.MaxValue;

    /// <inheritdoc/>
    public override string ToString() => (Level, Minor) switch
    {
        var (level, minor) when minor == Latest => NameOf(level) + ":latest",
        var (level, minor) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(level)}:v1.{minor}"),
    };

    private static string NameOf(PodSecurityLevel level) => level switch
    {
        PodSecurityLevel.Privileged => "privileged",
        PodSecurityLevel.Baseline => "baseline",
        _ => "restricted",
    };
}
