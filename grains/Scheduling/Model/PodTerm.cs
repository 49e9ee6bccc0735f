using Orchestrator.Api.Selectors;

namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>A term of pod affinity or anti-affinity: pods that match, in the same topology domain. Equal for equal terms.</summary>
/// <param name="Pods">Which pods are meant.</param>
/// <param name="TopologyKey">The node label whose value is the domain.</param>
internal sealed record PodTerm(PodSelector Pods, string TopologyKey);

/// <summary>A term that is preferred, and how much; below 0 for anti-affinity.</summary>
internal sealed record WeightedPodTerm(PodTerm Term, int Weight);

/// <summary>
/// Which pods a term means: those of certain namespaces whose labels match. Selectors of the same text are equal.
/// </summary>
/// <param name="namespaces">The namespaces by name.</param>
/// <param name="namespaceSelector">Further ones by their labels; null for none.</param>
/// <param name="selector">The labels.</param>
/// <param name="skipTerminating">Whether pods that terminate do not count.</param>
/// <param name="skipNominated">Whether pods do not count for which room is only being made.</param>
internal sealed class PodSelector(string[] namespaces, LabelSelector? namespaceSelector, LabelSelector selector, bool skipTerminating = false, bool skipNominated = false)
    : IEquatable<PodSelector>
{
    private readonly string _text = $"{skipTerminating}|{skipNominated}|{string.Join(',', namespaces.Order(StringComparer.Ordinal))}|{Text(namespaceSelector)}|{Text(selector)}";

    private readonly int _hash =
        HashCode.Combine(skipTerminating, skipNominated, string.Join(',', namespaces.Order(StringComparer.Ordinal)), Text(namespaceSelector), Text(selector));

    /// <summary>Whether a pod is meant.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="namespaceLabels">The labels of its namespace.</param>
    public bool Matches(PodTraits pod, INamespaceLabels namespaceLabels) =>
        !(skipTerminating && pod.Terminating)
        && !(skipNominated && pod.Nominated)
        && (Array.IndexOf(namespaces, pod.Namespace) >= 0
            || (namespaceSelector is not null && (namespaceSelector.IsEverything || namespaceSelector.Matches(namespaceLabels.Of(pod.Namespace)))))
        && selector.Matches(pod.Labels);

    /// <summary>Whether a pod is meant, as far as its labels say.</summary>
    public bool MatchesLabels(PodTraits pod) => selector.Matches(pod.Labels);

    /// <inheritdoc/>
    public bool Equals(PodSelector? other) => other is not null && other._text == _text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PodSelector);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string Text(LabelSelector? selector) =>
        selector is null || ReferenceEquals(selector, LabelSelector.Nothing) ? "none" : selector.IsEverything ? "all" : selector.ToString();
}

/// <summary>The labels of namespaces.</summary>
internal interface INamespaceLabels
{
    /// <summary>The labels of a namespace; nothing when it is not there.</summary>
    IReadOnlyDictionary<string, string> Of(string namespaceName);
}
