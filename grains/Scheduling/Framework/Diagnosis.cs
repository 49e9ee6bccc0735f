using System.Globalization;

namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>Why no node can take a pod: each reason with the plugin that gave it and on how many nodes. Shared by like pods.</summary>
internal sealed class Diagnosis
{
    private const int Samples = 5;

    /// <summary>How many nodes there are.</summary>
    public required int Nodes { get; init; }

    /// <summary>What was said, most frequent first.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The names of the plugins that turned the pod away.</summary>
    public required IReadOnlyList<string> Plugins { get; init; }

    /// <summary>The reason for all nodes at once, when a plugin gave one before it looked at any.</summary>
    public string? OfAllNodes { get; init; }

    /// <summary>The pod's message, in the words of <c>FitError</c>.</summary>
    public string Message
    {
        get
        {
            if (OfAllNodes is not null)
            {
                return $"0/{Nodes} nodes are available: {OfAllNodes}.";
            }

            var texts = Findings.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Nodes} {f.Reason}")).Order(StringComparer.Ordinal);
            return Nodes == 0 ? "no nodes available to schedule pods" : $"0/{Nodes} nodes are available: {string.Join(", ", texts)}.";
        }
    }

    /// <summary>Adds up what was said of each node.</summary>
    /// <param name="nodes">How many nodes there are.</param>
    /// <param name="rejections">By the node's index; null where there is none.</param>
    /// <param name="name">The name of a node.</param>
    public static Diagnosis Of(int nodes, ReadOnlySpan<Rejection?> rejections, Func<int, string> name)
    {
        var tallies = new Dictionary<Rejection, Tally>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < rejections.Length; i++)
        {
            if (rejections[i] is { } rejection)
            {
                if (!tallies.TryGetValue(rejection, out var tally))
                {
                    tallies.Add(rejection, tally = new Tally());
                }

                tally.Count++;
                if (tally.Names.Count < Samples)
                {
                    tally.Names.Add(name(i));
                }
            }
        }

        var findings =
            from entry in tallies
            from reason in entry.Key.Reasons
            group entry by (entry.Key.Plugin, Reason: reason, entry.Key.Resolvable) into same
            let count = same.Sum(e => e.Value.Count)
            orderby count descending, same.Key.Reason
            select new Finding(same.Key.Plugin, same.Key.Reason, same.Key.Resolvable, count, [.. same.SelectMany(e => e.Value.Names).Take(Samples)]);
        var list = findings.ToArray();
        return new Diagnosis { Nodes = nodes, Findings = list, Plugins = [.. list.Select(f => f.Plugin).Distinct()] };
    }

    /// <summary>A plugin said so of all nodes.</summary>
    public static Diagnosis OfAll(int nodes, Rejection rejection) => new()
    {
        Nodes = nodes,
        Findings = [.. rejection.Reasons.Select(r => new Finding(rejection.Plugin, r, rejection.Resolvable, nodes, []))],
        Plugins = [rejection.Plugin],
        OfAllNodes = string.Join(", ", rejection.Reasons),
    };

    private sealed class Tally
    {
        public int Count { get; set; }

        public List<string> Names { get; } = [];
    }
}

/// <summary>A reason.</summary>
/// <param name="Plugin">Who gave it.</param>
/// <param name="Reason">In the words of the pod's status.</param>
/// <param name="Resolvable">Whether the absence of other pods could help.</param>
/// <param name="Nodes">Of how many nodes.</param>
/// <param name="Samples">Some of them.</param>
internal sealed record Finding(string Plugin, string Reason, bool Resolvable, int Nodes, string[] Samples);
