using System.Text;
using System.Text.Json;
using Orchestrator.Api.Yaml;

namespace Orchestrator.Grains.Scheduling.Configuration;

/// <summary>
/// Reads a <c>KubeSchedulerConfiguration</c>: its profiles. A plugin is enabled or disabled as a whole: what is said at one extension point counts for all of them.
/// </summary>
public static class SchedulerConfigurationFile
{
    private const string ApiVersion = "kubescheduler.config.k8s.io/v1";

    /// <summary>Reads a file, YAML or JSON.</summary>
    /// <exception cref="FormatException">It is none, or of another kind.</exception>
    public static SchedulerConfiguration Read(string path) => Parse(File.ReadAllText(path));

    /// <summary>Reads its text.</summary>
    /// <exception cref="FormatException">It is none, or of another kind.</exception>
    public static SchedulerConfiguration Parse(string text)
    {
        using var document = JsonDocument.Parse(YamlCodec.ToJson(Encoding.UTF8.GetBytes(text)));
        var root = document.RootElement.Clone();
        if (Text(root, "apiVersion") != ApiVersion || Text(root, "kind") != "KubeSchedulerConfiguration")
        {
            throw new FormatException($"a KubeSchedulerConfiguration of {ApiVersion} is expected, not {Text(root, "kind")} of {Text(root, "apiVersion")}");
        }

        var profiles = Items(root, "profiles").Select(Profile).ToList();
        if (profiles.Select(p => p.SchedulerName).Distinct(StringComparer.Ordinal).Count() != profiles.Count)
        {
            throw new FormatException("profiles: two of them have the same schedulerName");
        }

        return profiles.Count == 0 ? SchedulerConfiguration.Default : new SchedulerConfiguration(profiles);
    }

    private static ProfileConfiguration Profile(JsonElement profile)
    {
        var points = profile.TryGetProperty("plugins", out var plugins) ? plugins.EnumerateObject().Select(p => p.Value).ToList() : [];
        var enabled = points.SelectMany(p => Items(p, "enabled"))
            .GroupBy(p => Text(p, "name") ?? "", p => p.TryGetProperty("weight", out var weight) ? weight.GetInt32() : 0, StringComparer.Ordinal)
            .Select(p => (p.Key, p.Max()));
        var disabled = points.SelectMany(p => Items(p, "disabled")).Select(p => Text(p, "name") ?? "").Distinct(StringComparer.Ordinal);
        var args = Items(profile, "pluginConfig").Where(c => c.TryGetProperty("args", out _)).ToDictionary(c => Text(c, "name") ?? "", c => c.GetProperty("args"), StringComparer.Ordinal);
        return new ProfileConfiguration(Text(profile, "schedulerName") ?? ChangeIntake.DefaultScheduler, [.. enabled], [.. disabled], args);
    }

    private static IEnumerable<JsonElement> Items(JsonElement parent, string field) =>
        parent.TryGetProperty(field, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static string? Text(JsonElement parent, string field) => parent.TryGetProperty(field, out var value) ? value.GetString() : null;
}
