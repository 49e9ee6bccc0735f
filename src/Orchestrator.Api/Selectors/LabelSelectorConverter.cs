using Orchestrator.Api.Errors;
using Model = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Api.Selectors;

/// <summary>Label selectors that stand in objects: <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
public static class LabelSelectorConverter
{
    /// <summary>The selector that an object holds. None selects nothing, an empty one everything.</summary>
    /// <exception cref="FormatException">It is invalid; validated objects have none such.</exception>
    public static LabelSelector ToSelector(this Model? model)
    {
        if (model is null)
        {
            return LabelSelector.Nothing;
        }

        var errors = new FieldErrors();
        var requirements = new List<LabelRequirement?>();
        foreach (var (key, value) in model.MatchLabels ?? [])
        {
            requirements.Add(LabelRequirement.Create(key, LabelOperator.Equals, [value], errors));
        }

        foreach (var expression in model.MatchExpressions ?? [])
        {
            requirements.Add(LabelRequirement.Create(expression.Key, Operator(expression.Operator), expression.Values ?? [], errors));
        }

        return errors.Count == 0 ? LabelSelector.Of(requirements!) : throw new FormatException(errors.ToString());
    }

    /// <summary>The text that tables show: <c>app=web,tier in (a,b)</c>, or <c>&lt;none&gt;</c>; <c>&lt;error&gt;</c> for one that older rules let in.</summary>
    public static string ToText(this Model? model)
    {
        try
        {
            var text = model.ToSelector().ToString();
            return text.Length == 0 ? "<none>" : text;
        }
        catch (FormatException)
        {
            return "<error>";
        }
    }

    /// <summary>The text that tables show for plain labels: <c>a=1,b=2</c>, or <c>&lt;none&gt;</c>.</summary>
    public static string ToText(IReadOnlyDictionary<string, string>? labels) => labels is not { Count: > 0 }
        ? "<none>"
        : string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    private static LabelOperator Operator(string name) => name switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => throw new FormatException($"\"{name}\" is not a valid label selector operator"),
    };
}
