using System.Text;

namespace Orchestrator.Api.Selectors;

/// <summary>Picks objects by the values of some fields that the kind declares as selectable: all terms must hold. Immutable.</summary>
public sealed class FieldSelector
{
    /// <summary>Matches every object.</summary>
    public static readonly FieldSelector Everything = new([]);

    private readonly FieldRequirement[] _requirements;

    private FieldSelector(FieldRequirement[] requirements) => _requirements = requirements;

    /// <summary>The terms, as written.</summary>
    public IReadOnlyList<FieldRequirement> Requirements => _requirements;

    /// <summary>Whether it matches every object.</summary>
    public bool IsEverything => _requirements.Length == 0;

    /// <summary>Parses <c>a=b,c==d,e!=f</c>; in values <c>\,</c>, <c>\=</c> and <c>\\</c> stand for themselves. Empty text selects everything.</summary>
    /// <exception cref="FormatException">The text is no selector; the message is that of a real server.</exception>
    public static FieldSelector Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Everything : new FieldSelector([.. FieldSelectorParser.Parse(text)]);

    /// <summary>Whether an object is selected, given how to read its fields (null where there is no value).</summary>
    public bool Matches(Func<string, string?> field)
    {
        foreach (var requirement in _requirements)
        {
            if (string.Equals(field(requirement.Field) ?? "", requirement.Value, StringComparison.Ordinal) != requirement.IsEqual)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value that a field must have, if the selector says so: lets a read go straight to an index.</summary>
    public string? RequiresExactMatch(string field)
    {
        foreach (var requirement in _requirements)
        {
            if (requirement.IsEqual && string.Equals(requirement.Field, field, StringComparison.Ordinal))
            {
                return requirement.Value;
            }
        }

        return null;
    }

    /// <summary>The canonical text, which parses to the same selector.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var requirement in _requirements)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(requirement.Field).Append(requirement.IsEqual ? "=" : "!=")
                .Append(FieldSelectorParser.Escape(requirement.Value));
        }

        return text.ToString();
    }
}
