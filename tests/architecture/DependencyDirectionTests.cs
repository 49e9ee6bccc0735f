namespace Orchestrator.Architecture.Tests;

/// <summary>Dependencies point one way: Api &lt;- Ledger &lt;- Grains &lt;- Silo; Api &lt;- Client &lt;- Agent, Dashboard.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Orchestrator.Cel"] = [],
        ["Orchestrator.Api"] = ["Orchestrator.Cel"],
        ["Orchestrator.Api.Generator"] = [],
        ["Orchestrator.Actors"] = [],
        ["Orchestrator.Actors.Generator"] = [],
        ["Orchestrator.Ledger"] = ["Orchestrator.Api"],
        ["Orchestrator.Grains"] = ["Orchestrator.Api", "Orchestrator.Ledger", "Orchestrator.Actors"],
        ["Orchestrator.Silo"] = ["Orchestrator.Api", "Orchestrator.Ledger", "Orchestrator.Grains", "Orchestrator.Actors"],
        ["Orchestrator.Client"] = ["Orchestrator.Api"],
        ["Orchestrator.Agent"] = ["Orchestrator.Api", "Orchestrator.Client"],
        ["Orchestrator.Cli"] = ["Orchestrator.Silo", "Orchestrator.Agent", "Orchestrator.Client"],
        ["Orchestrator.Bench"] = ["Orchestrator.Api", "Orchestrator.Ledger", "Orchestrator.Grains", "Orchestrator.Silo", "Orchestrator.Client", "Orchestrator.Agent", "Orchestrator.Actors"],
    };

    [Fact]
    public void Every_project_references_only_what_lies_below_it()
    {
        var violations = Repository.ProjectReferences()
            .SelectMany(project => project.Value
                .Where(reference => !Allowed.GetValueOrDefault(project.Key, []).Contains(reference) && reference != "Orchestrator.Actors.Generator")
                .Select(reference => $"{project.Key} -> {reference}"));

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_has_its_place_in_the_rule() =>
        Repository.ProjectReferences().Keys.Except(Allowed.Keys).ShouldBeEmpty();

    [Theory]
    [InlineData("grains", "Microsoft.AspNetCore", "Npgsql", "Microsoft.Data.Sqlite", "System.Net.Http", "DockerEngine")]
    [InlineData("src/Orchestrator.Cel", "System.Net.Http", "Microsoft", "Orchestrator.Api")]
    [InlineData("src/Orchestrator.Api", "System.Net.Http", "System.Net.Sockets", "Microsoft.AspNetCore", "Microsoft.Extensions")]
    [InlineData("src/Orchestrator.Ledger", "Microsoft.AspNetCore", "System.Net.Http", "Orleans")]
    [InlineData("src/Orchestrator.Agent", "Orleans", "Microsoft.AspNetCore", "Npgsql")]
    public void A_layer_does_not_reach_for_what_is_not_its_business(string folder, params string[] forbidden)
    {
        var violations =
            from path in Repository.Sources(folder)
            from line in File.ReadLines(Path.Combine(Repository.Root, path))
            where line.StartsWith("using ", StringComparison.Ordinal)
            let name = line["using ".Length..].TrimEnd(';')
            where forbidden.Any(name.StartsWith)
            select $"{path}: {line}";

        violations.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_wiring_knows_which_runtime_hosts_the_grains()
    {
        var violations = Repository.Sources("grains", "silo", "client", "src", "tests")
            .Where(path => !path.StartsWith("src/Orchestrator.Actors", StringComparison.Ordinal)
                && !path.StartsWith("silo/Runtime/", StringComparison.Ordinal)
                && !path.StartsWith("tests/src/Orchestrator.Actors/", StringComparison.Ordinal)
                && !path.StartsWith("tests/architecture/", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(Path.Combine(Repository.Root, path)) is var text
                && (text.Contains("ORLEANS_RUNTIME", StringComparison.Ordinal) || text.Contains("Orchestrator.Actors", StringComparison.Ordinal)));

        violations.ShouldBeEmpty();
    }
}
