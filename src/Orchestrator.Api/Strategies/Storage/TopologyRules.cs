using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Storage;

/// <summary>Checks the parts of a cluster in which volumes of a class may be made: each named once.</summary>
internal static class TopologyRules
{
    public static void Validate(IReadOnlyList<TopologySelectorTerm>? terms, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (terms?.Count ?? 0); i++)
        {
            var expressions = path.Index(i).Child("matchLabelExpressions");
            if (!known.Add(Term(terms![i], errors, expressions)))
            {
                errors.Duplicate(expressions, "");
            }
        }
    }

    /// <summary>Checks a term and gives a text that is the same for terms that mean the same.</summary>
    private static string Term(TopologySelectorTerm term, FieldErrors errors, FieldPath path)
    {
        var byKey = new SortedDictionary<string, IEnumerable<string>>(StringComparer.Ordinal);
        for (var i = 0; i < (term.MatchLabelExpressions?.Count ?? 0); i++)
        {
            var expression = term.MatchLabelExpressions![i];
            Values(expression.Values, errors, path.Index(i).Child("values"));
            errors.Invalid(path.Index(i).Child("key"), expression.Key, NameRules.QualifiedName(expression.Key));
            if (!byKey.TryAdd(expression.Key, expression.Values.Order(StringComparer.Ordinal)))
            {
                errors.Duplicate(path.Index(i).Child("key"), expression.Key);
            }
        }

        return string.Join('\n', byKey.Select(entry => $"{entry.Key}={string.Join(',', entry.Value)}"));
    }

    private static void Values(List<string> values, FieldErrors errors, FieldPath path)
    {
        if (values.Count == 0)
        {
            errors.Required(path);
        }

        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < values.Count; i++)
        {
            if (!known.Add(values[i]))
            {
                errors.Duplicate(path.Index(i), values[i]);
            }
        }
    }
}
