using Orchestrator.Api.Selectors;

namespace Orchestrator.Grains.Authorization;

/// <summary>
/// What a list, watch or deletecollection is limited to: a user may be allowed to read only what a selector leaves.
/// Parsed when an authorizer looks. What cannot be parsed limits nothing, and so opens nothing.
/// </summary>
public sealed class AccessSelectors
{
    private readonly string? _fieldText;
    private readonly string? _labelText;
    private IReadOnlyList<FieldRequirement>? _fields;
    private IReadOnlyList<LabelRequirement>? _labels;

    /// <summary>The selectors of a request, as text; null where there is none.</summary>
    public AccessSelectors(string? fields, string? labels)
    {
        _fieldText = fields;
        _labelText = labels;
    }

    /// <summary>Selectors that are requirements already.</summary>
    public AccessSelectors(IReadOnlyList<FieldRequirement> fields, IReadOnlyList<LabelRequirement> labels)
    {
        _fields = fields;
        _labels = labels;
    }

    /// <summary>The field selector's requirements.</summary>
    public IReadOnlyList<FieldRequirement> Fields => _fields ??= Parse(_fieldText, static text => FieldSelector.Parse(text).Requirements);

    /// <summary>The label selector's requirements.</summary>
    public IReadOnlyList<LabelRequirement> Labels => _labels ??= Parse(_labelText, static text => LabelSelector.Parse(text).Requirements);

    /// <summary>The value that a field must have, or null when it may have any.</summary>
    public string? RequiredField(string field)
    {
        foreach (var requirement in Fields)
        {
            if (requirement.IsEqual && requirement.Field == field)
            {
                return requirement.Value;
            }
        }

        return null;
    }

    private static IReadOnlyList<T> Parse<T>(string? text, Func<string, IReadOnlyList<T>> parse)
    {
        try
        {
            return string.IsNullOrEmpty(text) ? [] : parse(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
