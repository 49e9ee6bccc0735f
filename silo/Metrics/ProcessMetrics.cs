using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Orchestrator.Silo.Metrics;

/// <summary>What Prometheus' client libraries say of every process.</summary>
internal sealed class ProcessMetrics
{
    private static readonly char[] Blanks = [' ', '\t'];

    public ProcessMetrics(SiloMeter silo)
    {
        var meter = silo.Meter;
        var started = new DateTimeOffset(Process.GetCurrentProcess().StartTime).ToUnixTimeMilliseconds() / 1000d;
        meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "Seconds of CPU that the process has used.");
        meter.CreateObservableGauge("process_resident_memory_bytes", static () => Environment.WorkingSet, description: "Memory of the process that is resident.");
        meter.CreateObservableGauge("process_start_time_seconds", () => started, description: "When the process started, in seconds since 1970.");
        meter.CreateObservableGauge("process_open_fds", OpenFiles, description: "Files and sockets that are open.");
        meter.CreateObservableGauge("process_max_fds", MostFiles, description: "How many may be open.");
    }

    private static IEnumerable<Measurement<long>> OpenFiles() =>
        Directory.Exists("/proc/self/fd") ? [new Measurement<long>(Directory.GetFileSystemEntries("/proc/self/fd").Length)] : [];

    private static IEnumerable<Measurement<long>> MostFiles()
    {
        if (!File.Exists("/proc/self/limits"))
        {
            return [];
        }

        foreach (var line in File.ReadLines("/proc/self/limits"))
        {
            if (line.StartsWith("Max open files", StringComparison.Ordinal)
                && long.TryParse(line["Max open files".Length..].Split(Blanks, StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most))
            {
                return [new Measurement<long>(most)];
            }
        }

        return [];
    }
}
