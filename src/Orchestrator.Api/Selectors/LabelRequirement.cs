using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Selectors;

/// <summary>One term of a label selector: a key, an operator and the values that it compares with (sorted, each once). Immutable.</summary>
public sealed class LabelRequirement
{
    private readonly string[] _values;
    private readonly long _bound;

    private LabelRequirement(string key, LabelOperator op, string[] values)
    {
        Key = key;
        Operator = op;
        _values = values;
        _bound = op is LabelOperator.GreaterThan or LabelOperator.LessThan ? long.Parse(values[0], CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>The label's key.</summary>
    public string Key { get; }

    /// <summary>How it compares.</summary>
    public LabelOperator Operator { get; }

    /// <summary>The values that it compares with, in ordinal order.</summary>
    public IReadOnlyList<string> Values => _values;

    /// <summary>Makes a requirement, or says in <paramref name="errors"/> why it cannot be (and then returns null).</summary>
    public static LabelRequirement? Create(string key, LabelOperator op, IEnumerable<string> values, FieldErrors errors, FieldPath? path = null)
    {
        var before = errors.Count;
        Check(errors, path, key, NameRules.QualifiedName(key));
        var sorted = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        var valuesPath = path?.Child("values") ?? FieldPath.Of("values");
        CheckCount(op, sorted, errors, valuesPath);
        for (var i = 0; i < sorted.Length; i++)
        {
            Check(errors, valuesPath.Index(i).Key(key), sorted[i], NameRules.LabelValue(sorted[i]));
        }

        return errors.Count == before ? new LabelRequirement(key, op, sorted) : null;
    }

    /// <summary>Whether an object with these labels meets the requirement.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels)
    {
        string? value = null;
        var present = labels is not null && labels.TryGetValue(Key, out value);
        return Operator switch
        {
            LabelOperator.In or LabelOperator.Equals or LabelOperator.DoubleEquals => present && Has(value!),
            LabelOperator.NotIn or LabelOperator.NotEquals => !present || !Has(value!),
            LabelOperator.Exists => present,
            LabelOperator.DoesNotExist => !present,
            LabelOperator.GreaterThan => present && TryNumber(value!, out var number) && number > _bound,
            _ => present && TryNumber(value!, out var number) && number < _bound,
        };
    }

    /// <summary>The canonical text.</summary>
    public override string ToString() => Operator switch
    {
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => "!" + Key,
        LabelOperator.In => $"{Key} in ({string.Join(',', _values)})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', _values)})",
        LabelOperator.Equals => $"{Key}={_values[0]}",
        LabelOperator.DoubleEquals => $"{Key}=={_values[0]}",
        LabelOperator.NotEquals => $"{Key}!={_values[0]}",
        LabelOperator.GreaterThan => $"{Key}>{_values[0]}",
        _ => $"{Key}<{_values[0]}",
    };

    private static void Check(FieldErrors errors, FieldPath? path, string value, IReadOnlyList<string> messages)
    {
        if (messages.Count > 0)
        {
            errors.Invalid(path, value, string.Join("; ", messages));
        }
    }

    private static void CheckCount(LabelOperator op, string[] values, FieldErrors errors, FieldPath path)
    {
        switch (op)
        {
            case LabelOperator.In or LabelOperator.NotIn when values.Length == 0:
                errors.Invalid(path, values, "for 'in', 'notin' operators, values set can't be empty");
                break;
            case LabelOperator.Equals or LabelOperator.DoubleEquals or LabelOperator.NotEquals when values.Length != 1:
                errors.Invalid(path, values, "exact-match compatibility requires one single value");
                break;
            case LabelOperator.Exists or LabelOperator.DoesNotExist when values.Length != 0:
                errors.Invalid(path, values, "values set must be empty for exists and does not exist");
                break;
            case LabelOperator.GreaterThan or LabelOperator.LessThan when values.Length != 1:
                errors.Invalid(path, values, "for 'Gt', 'Lt' operators, exactly one value is required");
                break;
            case LabelOperator.GreaterThan or LabelOperator.LessThan when !TryNumber(values[0], out _):
                errors.Invalid(path.Index(0), values[0], "for 'Gt', 'Lt' operators, the value must be an integer");
                break;
        }
    }

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    private bool Has(string value)
    {
        foreach (var candidate in _values)
        {
            if (string.Equals(candidate, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
