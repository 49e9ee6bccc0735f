using System.Globalization;

namespace Orchestrator.Ledger.Migrations;

/// <summary>One numbered step of a store's schema: an SQL file beside the code, <c>NNNN_what_it_does.sql</c>, embedded in the assembly.</summary>
/// <param name="Number">Steps apply in this order, each once.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">What it does.</param>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>The steps of a store, in order.</summary>
    /// <param name="store">The store's folder: Sqlite or Postgres.</param>
    public static IReadOnlyList<Migration> All(string store)
    {
        var assembly = typeof(Migration).Assembly;
        var prefix = $"Orchestrator.Ledger.{store}.Migrations.";
        var steps = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..];
            steps.Add(new Migration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        steps.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return steps;
    }

    /// <summary>The steps that a store which stands at a step still needs.</summary>
    /// <exception cref="InvalidOperationException">The store has been written by a newer version of the program.</exception>
    public static IEnumerable<Migration> After(string store, long applied)
    {
        var all = All(store);
        return applied <= all[^1].Number
            ? all.Where(step => step.Number > applied)
            : throw new InvalidOperationException($"the store's schema is at step {applied}, but this version knows only {all[^1].Number}: use a newer version");
    }
}
