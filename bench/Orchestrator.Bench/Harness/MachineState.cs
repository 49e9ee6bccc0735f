using System.Globalization;
using System.Runtime.InteropServices;

namespace Orchestrator.Bench.Harness;

/// <summary>The machine that the numbers come from: they mean nothing without it.</summary>
/// <param name="Processor">Model name.</param>
/// <param name="Cores">Cores that the process may use.</param>
/// <param name="MemoryGiB">Installed memory.</param>
/// <param name="LoadAverage">One-minute load before the run: what else was going on.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Time">When, UTC.</param>
public sealed record MachineState(string Processor, int Cores, double MemoryGiB, double LoadAverage, string Runtime, DateTimeOffset Time)
{
    /// <summary>Reads the state from /proc.</summary>
    public static MachineState Read() => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Pow(1024, 3), 1),
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture),
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow());
}
