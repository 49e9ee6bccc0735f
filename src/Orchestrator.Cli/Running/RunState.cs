using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestrator.Cli.Running;

/// <summary>Who runs a cluster, so that <c>down</c> and a detached <c>up</c> find the process.</summary>
/// <param name="ProcessId">The process.</param>
/// <param name="StartTicks">Its start in clock ticks since boot (field 22 of /proc/PID/stat): with the id it names a process for good.</param>
/// <param name="Server">The API's address, once it serves.</param>
/// <param name="Ready">Whether it serves.</param>
internal sealed record RunState(int ProcessId, long StartTicks, string? Server, bool Ready)
{
    /// <summary>The state of this process.</summary>
    public static RunState OfThisProcess() => new(Environment.ProcessId, StartTicksOf(Environment.ProcessId)!.Value, null, Ready: false);

    /// <summary>Whether the process still runs.</summary>
    [JsonIgnore]
    public bool IsAlive => StartTicksOf(ProcessId) == StartTicks;

    /// <summary>Reads a state, or null when there is none.</summary>
    public static RunState? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), RunStateJson.Default.RunState);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Replaces the file in one step, so that a reader never sees half of it.</summary>
    public void Write(string path)
    {
        File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(this, RunStateJson.Default.RunState));
        File.Move(path + ".new", path, overwrite: true);
    }

    private static long? StartTicksOf(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return null; // no such process
        }
    }
}

/// <summary>Reads and writes <see cref="RunState"/> without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RunState))]
internal sealed partial class RunStateJson : JsonSerializerContext;
