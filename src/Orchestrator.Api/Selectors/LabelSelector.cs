namespace Orchestrator.Api.Selectors;

/// <summary>
/// Picks objects by their labels: all requirements must hold. Made from a query parameter (<see cref="Parse"/>) or from a <c>LabelSelector</c> in an object
///. Immutable; matching allocates nothing.
/// </summary>
public sealed class LabelSelector
{
    /// <summary>Matches every object.</summary>
    public static readonly LabelSelector Everything = new([], nothing: false);

    /// <summary>Matches no object.</summary>
    public static readonly LabelSelector Nothing = new([], nothing: true);

    private readonly LabelRequirement[] _requirements;
    private readonly bool _nothing;

    private LabelSelector(LabelRequirement[] requirements, bool nothing)
    {
        _requirements = requirements;
        _nothing = nothing;
    }

    /// <summary>The requirements, in the order of their keys.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements;

    /// <summary>Whether it matches every object, so that there is no need to look at labels.</summary>
    public bool IsEverything => !_nothing && _requirements.Length == 0;

    /// <summary>Parses <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>; empty text selects everything.</summary>
    /// <exception cref="FormatException">The text is no selector; the message is that of a real server.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Everything : Of(new LabelSelectorParser(text).Parse());

    /// <summary>A selector with these requirements.</summary>
    public static LabelSelector Of(IReadOnlyCollection<LabelRequirement> requirements) =>
        requirements.Count == 0 ? Everything : new LabelSelector([.. requirements.OrderBy(r => r.Key, StringComparer.Ordinal)], nothing: false);

    /// <summary>A selector that wants exactly these labels, as <c>spec.selector</c> of a service does.</summary>
    public static LabelSelector Of(IReadOnlyDictionary<string, string> labels)
    {
        var errors = new Errors.FieldErrors();
        var requirements = new List<LabelRequirement>(labels.Count);
        foreach (var (key, value) in labels)
        {
            if (LabelRequirement.Create(key, LabelOperator.Equals, [value], errors) is { } requirement)
            {
                requirements.Add(requirement);
            }
        }

        return errors.Count == 0 ? Of(requirements) : throw new FormatException(errors.ToString());
    }

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
            {
                return false;
            }
        }

        return !_nothing;
    }

    /// <summary>The canonical text, which parses to the same selector.</summary>
    public override string ToString() => string.Join(',', _requirements.Select(r => r.ToString()));
}
