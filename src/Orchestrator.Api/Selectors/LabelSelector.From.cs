using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Selectors;

/// <content>Selectors as objects hold them.</content>
public sealed partial class LabelSelector
{
    /// <summary>The selector of a field such as <c>spec.selector</c>: none selects nothing, an empty one everything (<c>LabelSelectorAsSelector</c>).</summary>
    /// <exception cref="FormatException">A term of the selector is malformed.</exception>
    public static LabelSelector From(Models.Meta.V1.LabelSelector? selector)
    {
        if (selector is null)
        {
            return Nothing;
        }

        var errors = new FieldErrors();
        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.MatchLabels ?? [])
        {
            Add(key, LabelOperator.Equals, [value]);
        }

        foreach (var expression in selector.MatchExpressions ?? [])
        {
            Add(expression.Key, OperatorOf(expression.Operator), expression.Values ?? []);
        }

        return errors.Count == 0 ? Of(requirements) : throw new FormatException(errors.ToString());

        void Add(string key, LabelOperator op, IEnumerable<string> values)
        {
            if (LabelRequirement.Create(key, op, values, errors) is { } requirement)
            {
                requirements.Add(requirement);
            }
        }
    }

    private static LabelOperator OperatorOf(string text) => text switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => throw new FormatException($"\"{text}\" is not a valid label selector operator"),
    };
}
