using System.Text.Json;
using Orchestrator.Grains.Scheduling.Framework;

namespace Orchestrator.Grains.Scheduling.Configuration;

/// <summary>Makes profiles of their configuration.</summary>
/// <param name="factories">The plugins that can be made.</param>
/// <param name="context">What they are made with.</param>
internal sealed class ProfileBuilder(IEnumerable<PluginFactory> factories, PluginContext context)
{
    private readonly Dictionary<string, PluginFactory> _factories = factories.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>Makes a profile.</summary>
    /// <exception cref="FormatException">It names a plugin that does not exist.</exception>
    public Profile Build(ProfileConfiguration configuration)
    {
        var plugins = new List<(IPlugin, int)>();
        foreach (var (name, weight) in Chosen(configuration))
        {
            if (_factories.TryGetValue(name, out var factory))
            {
                var args = configuration.Args.TryGetValue(name, out var given) ? given : (JsonElement?)null;
                plugins.Add((factory.Make(context with { Args = args }), weight));
            }
            else if (configuration.Enabled.Any(p => p.Name == name))
            {
                throw new FormatException($"profile {configuration.SchedulerName}: plugin \"{name}\" does not exist");
            }
        }

        return new Profile(configuration.SchedulerName, plugins);
    }

    private static IEnumerable<(string Name, int Weight)> Chosen(ProfileConfiguration configuration)
    {
        var all = configuration.Disabled.Contains("*");
        var enabled = configuration.Enabled.ToDictionary(p => p.Name, p => p.Weight, StringComparer.Ordinal);
        foreach (var (name, weight) in DefaultPlugins.All)
        {
            if (enabled.Remove(name, out var other))
            {
                yield return (name, other == 0 ? weight : other);
            }
            else if (!all && !configuration.Disabled.Contains(name))
            {
                yield return (name, weight);
            }
        }

        foreach (var (name, weight) in configuration.Enabled)
        {
            if (enabled.ContainsKey(name))
            {
                yield return (name, Math.Max(1, weight));
            }
        }
    }
}
