using System.Globalization;

namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>One expression of a node selector term: a label (or a field) of the node, an operator, values.</summary>
/// <param name="Key">The label's key.</param>
/// <param name="IsField">Whether it is a field; only <c>metadata.name</c> is known.</param>
/// <param name="Operator">In, NotIn, Exists, DoesNotExist, Gt or Lt.</param>
/// <param name="Values">What to compare with.</param>
internal sealed record NodeRequirement(string Key, bool IsField, string Operator, string[] Values)
{
    /// <summary>Whether the node satisfies it.</summary>
    public bool Matches(SchedulingNode node)
    {
        var value = IsField ? (Key == "metadata.name" ? node.Name : null) : node.Labels.GetValueOrDefault(Key);
        return Operator switch
        {
            "In" => value is not null && Array.IndexOf(Values, value) >= 0,
            "NotIn" => value is null || Array.IndexOf(Values, value) < 0,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            "Gt" => Compare(value) > 0,
            "Lt" => Compare(value) < 0,
            _ => false,
        };
    }

    private int Compare(string? value) =>
        Values.Length == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : 0;
}

/// <summary>Expressions that must all hold; one without expressions matches nothing.</summary>
internal sealed record NodeTerm(NodeRequirement[] Requirements)
{
    /// <summary>Whether the node satisfies all.</summary>
    public bool Matches(SchedulingNode node)
    {
        foreach (var requirement in Requirements)
        {
            if (!requirement.Matches(node))
            {
                return false;
            }
        }

        return Requirements.Length > 0;
    }
}

/// <summary>A term that a pod would rather have satisfied, and how much.</summary>
internal sealed record PreferredNodeTerm(int Weight, NodeTerm Term);
