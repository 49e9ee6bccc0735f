using System.Globalization;
using System.Text.Json;
using Orchestrator.Bench.Harness.Growth;
using Spectre.Console;

namespace Orchestrator.Bench.Harness;

/// <summary>Prints measurements as a table and writes them as JSON.</summary>
public sealed class Report(MachineState machine)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
    private const int Width = 200; // a table in a log is not folded to a terminal that is not there
    private readonly List<(string Suite, Measurement Measurement)> _lines = [];

    /// <summary>Adds a line.</summary>
    public void Add(string suite, Measurement measurement) => _lines.Add((suite, measurement));

    /// <summary>The table of one suite.</summary>
    public void Print(string suite)
    {
        var table = new Table().Title(suite).Border(TableBorder.Simple);
        foreach (var heading in new[] { "measurement", "count", "per second", "CPU us each", "p50 ms", "p99 ms", "ratio", "note" })
        {
            table.AddColumn(new TableColumn(heading) { NoWrap = true });
        }

        foreach (var (_, line) in _lines.Where(line => line.Suite == suite))
        {
            table.AddRow(
                Markup.Escape(line.Name), Number(line.Operations), Number(line.Rate), Number(line.CpuMicroseconds),
                Number(line.P50?.TotalMilliseconds), Number(line.P99?.TotalMilliseconds),
                RatioOf(suite, line) is { } ratio ? $"{ratio:0.00} of {line.Baseline}" : "", Markup.Escape(line.Note ?? ""));
        }

        Write(table);
        if (Points(suite) is { Count: > 0 } points)
        {
            Write(GrowthTable.Of(points));
        }
    }

    /// <summary>Draws a suite's growth curves, if it has any, into a file named after it.</summary>
    /// <returns>The file, or null.</returns>
    public string? Plot(string suite, string directory)
    {
        if (Points(suite) is not { Count: > 0 } points)
        {
            return null;
        }

        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, $"{suite}.svg");
        File.WriteAllText(path, GrowthPlot.Draw(points));
        return path;
    }

    private List<GrowthPoint> Points(string suite) => [.. _lines.Where(line => line.Suite == suite).Select(line => line.Measurement.Point).OfType<GrowthPoint>()];

    private static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
        console.Profile.Width = Math.Max(console.Profile.Width, Width);
        console.Write(table);
    }

    /// <summary>Prints the machine's state.</summary>
    public void PrintMachine() =>
        Console.WriteLine($"{machine.Processor}, {machine.Cores} cores, {machine.MemoryGiB} GiB, load {machine.LoadAverage}, {machine.Runtime}, {machine.Time:u}");

    /// <summary>Writes everything to a file.</summary>
    public async Task WriteJsonAsync(string path, CancellationToken cancellationToken)
    {
        var document = new
        {
            machine,
            measurements = _lines.Select(line => new
            {
                line.Suite,
                line.Measurement.Name,
                line.Measurement.Operations,
                seconds = line.Measurement.Elapsed.TotalSeconds,
                perSecond = line.Measurement.Rate,
                cpuMicroseconds = line.Measurement.CpuMicroseconds,
                p50Milliseconds = line.Measurement.P50?.TotalMilliseconds,
                p99Milliseconds = line.Measurement.P99?.TotalMilliseconds,
                line.Measurement.Baseline,
                ratio = RatioOf(line.Suite, line.Measurement),
                line.Measurement.Note,
                line.Measurement.Point?.Nodes,
                line.Measurement.Point?.Value,
                line.Measurement.Point?.Unit,
                goalMet = line.Measurement.Point is { Goal: { } goal } point ? goal.IsMetBy(point.Value) : (bool?)null,
            }),
        };
        await using var file = File.Create(path);
        await JsonSerializer.SerializeAsync(file, document, Json, cancellationToken);
    }

    /// <summary>The rate as a share of its baseline's.</summary>
    private double? RatioOf(string suite, Measurement line) =>
        line.Baseline is null ? null
        : _lines.FirstOrDefault(other => other.Suite == suite && other.Measurement.Name == line.Baseline) is { Measurement: { } baseline } ? line.Rate / baseline.Rate
        : null;

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 1 => value.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
