using System.Text.Json;

namespace Orchestrator.Grains.Scheduling.Configuration;

/// <summary>A profile, as <c>profiles</c> of a <c>KubeSchedulerConfiguration</c> has them.</summary>
/// <param name="SchedulerName">What pods ask for in <c>spec.schedulerName</c>.</param>
/// <param name="Enabled">Plugins enabled besides the default ones, or with another weight (0: the default weight).</param>
/// <param name="Disabled">Plugins that are left out; <c>*</c>: all default ones.</param>
/// <param name="Args">Arguments by the plugin's name.</param>
public sealed record ProfileConfiguration(
    string SchedulerName,
    IReadOnlyList<(string Name, int Weight)> Enabled,
    IReadOnlyList<string> Disabled,
    IReadOnlyDictionary<string, JsonElement> Args)
{
    /// <summary>The default plugins under the default name.</summary>
    public static ProfileConfiguration Default { get; } = new("default-scheduler", [], [], new Dictionary<string, JsonElement>());
}

/// <summary>The configuration of the scheduler.</summary>
/// <param name="Profiles">Its profiles, at least one.</param>
public sealed record SchedulerConfiguration(IReadOnlyList<ProfileConfiguration> Profiles)
{
    /// <summary>One profile with the default plugins.</summary>
    public static SchedulerConfiguration Default { get; } = new([ProfileConfiguration.Default]);
}
