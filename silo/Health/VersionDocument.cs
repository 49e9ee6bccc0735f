using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Orchestrator.Silo.Health;

/// <summary><c>/version</c>: the API level that is served, with a build suffix of our own (semantic versioning's build metadata).</summary>
internal static class VersionDocument
{
    private const string Level = "1.35";

    /// <summary>The answer's bytes.</summary>
    public static byte[] Bytes { get; } = Make();

    private static byte[] Make()
    {
        var build = typeof(VersionDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+');
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("major", "1");
            json.WriteString("minor", "35");
            json.WriteString("emulationMajor", "1");
            json.WriteString("emulationMinor", "35");
            json.WriteString("minCompatibilityMajor", "1");
            json.WriteString("minCompatibilityMinor", "34");
            json.WriteString("gitVersion", $"v{Level}.0+orchestrator.{build[0]}");
            json.WriteString("gitCommit", build.Length > 1 ? build[1] : "");
            json.WriteString("gitTreeState", "clean");
            json.WriteString("buildDate", "1970-01-01T00:00:00Z");
            json.WriteString("goVersion", $"dotnet{Environment.Version}");
            json.WriteString("compiler", "roslyn");
            json.WriteString("platform", $"linux/{Architecture()}");
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static string Architecture() => RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        var other => other.ToString().ToLowerInvariant(),
    };
}
