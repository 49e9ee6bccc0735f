using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>
/// Checks the keys of labels by which other pods are alike or unlike. By now a new pod's selector has requirements for these keys (<see cref="PodLikeness"/>):
/// a key that comes twice was in both.
/// </summary>
internal static class MatchLabelKeyRules
{
    public static void Validate(PodAffinityTerm term, FieldErrors errors, FieldPath path)
    {
        if (term is { MatchLabelKeys: null or [], MismatchLabelKeys: null or [] })
        {
            return;
        }

        Keys(term.MatchLabelKeys, term.LabelSelector, errors, path.Child("matchLabelKeys"));
        Keys(term.MismatchLabelKeys, term.LabelSelector, errors, path.Child("mismatchLabelKeys"));
        Twice(term, errors, path);
        for (var i = 0; i < (term.MatchLabelKeys?.Count ?? 0); i++)
        {
            if (term.MismatchLabelKeys?.Contains(term.MatchLabelKeys![i]) == true)
            {
                errors.Invalid(path.Child("matchLabelKeys").Index(i), term.MatchLabelKeys![i], "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }

    private static void Keys(List<string>? keys, LabelSelector? selector, FieldErrors errors, FieldPath path)
    {
        if (keys is { Count: > 0 } && selector is null)
        {
            errors.Forbidden(path, "must not be specified when labelSelector is not set");
            return;
        }

        for (var i = 0; i < (keys?.Count ?? 0); i++)
        {
            errors.Invalid(path.Index(i), keys![i], NameRules.QualifiedName(keys[i]));
        }
    }

    // A real server puts the index of the key behind the term's path, without the name of the list.
    private static void Twice(PodAffinityTerm term, FieldErrors errors, FieldPath path)
    {
        var known = new HashSet<string>(term.LabelSelector?.MatchLabels?.Keys ?? (IEnumerable<string>)[], StringComparer.Ordinal);
        foreach (var requirement in term.LabelSelector?.MatchExpressions ?? [])
        {
            if (!known.Add(requirement.Key) && term.MatchLabelKeys?.LastIndexOf(requirement.Key) is { } i and >= 0)
            {
                errors.Invalid(path.Index(i), requirement.Key, "exists in both matchLabelKeys and labelSelector");
            }
        }
    }
}
