namespace Orchestrator.Grains.Scheduling.Model;

/// <summary>What selectors of other pods go by. Pods that are alike in it share one instance.</summary>
/// <param name="namespaceName">The pod's namespace.</param>
/// <param name="labels"><c>metadata.labels</c>.</param>
/// <param name="terminating">Whether it has a deletion timestamp: topology spread does not count it then.</param>
/// <param name="nominated">Whether room is only being made for it: required affinity does not count it then.</param>
internal sealed class PodTraits(string namespaceName, IReadOnlyDictionary<string, string> labels, bool terminating = false, bool nominated = false)
{
    private PodTraits? _asNominated;

    /// <summary>The pod's namespace.</summary>
    public string Namespace { get; } = namespaceName;

    /// <summary><c>metadata.labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; } = labels;

    /// <summary>Whether it has a deletion timestamp.</summary>
    public bool Terminating { get; } = terminating;

    /// <summary>Whether room is only being made for it: it may never come.</summary>
    public bool Nominated { get; } = nominated;

    /// <summary>The same of the stand-in of a nominated pod; always one instance.</summary>
    public PodTraits AsNominated => _asNominated ??= new PodTraits(Namespace, Labels, Terminating, nominated: true);
}
