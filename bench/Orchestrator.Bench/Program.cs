using System.CommandLine;
using Orchestrator.Bench.Baselines;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Harness.Growth;
using Orchestrator.Bench.Suites;
using Orchestrator.Bench.Suites.Actors;
using Orchestrator.Bench.Suites.Api;
using Orchestrator.Bench.Suites.Control;
using Orchestrator.Bench.Suites.Decisions;

IBenchSuite[] suites = [new ActorsSuite(), new LedgerSuite(), new ApiSuite(), new SchedulingSuite(), new DecisionsSuite(), new ControlSuite()];

if (args is [KestrelEcho.Command, ..])
{
    await KestrelEcho.ServeAsync(args[1..]);
    return 0;
}

var chosen = new Argument<string[]>("suite") { Arity = ArgumentArity.ZeroOrMore, Description = $"which suites: {string.Join(", ", suites.Select(suite => suite.Name))}; all by default" };
chosen.AcceptOnlyFromAmong([.. suites.Select(suite => suite.Name)]);
var json = new Option<FileInfo?>("--json") { Description = "also write the results to this file" };
var root = new RootCommand("Measures the orchestrator, each figure beside a baseline of the same run.") { chosen, json };
root.SetAction(async (parsed, cancellationToken) =>
{
    var names = parsed.GetValue(chosen) is { Length: > 0 } some ? some : [.. suites.Select(suite => suite.Name)];
    var report = new Report(MachineState.Read());
    report.PrintMachine();
    foreach (var suite in suites.Where(suite => names.Contains(suite.Name)))
    {
        await foreach (var measurement in suite.RunAsync(cancellationToken))
        {
            report.Add(suite.Name, measurement);
            await Console.Error.WriteLineAsync($"  {suite.Name}: {measurement.Name}: {(measurement.Point is { } point ? GrowthTable.Text(point) : $"{measurement.Rate:N0}/s")}");
        }

        report.Print(suite.Name);
        if (report.Plot(suite.Name, parsed.GetValue(json)?.DirectoryName ?? Environment.GetEnvironmentVariable("BENCH_RESULTS") ?? ".") is { } picture)
        {
            Console.WriteLine($"growth curves: {picture}");
        }
    }

    if (parsed.GetValue(json) is { } file)
    {
        await report.WriteJsonAsync(file.FullName, cancellationToken);
    }

    return 0;
});
return await root.Parse(args).InvokeAsync();
