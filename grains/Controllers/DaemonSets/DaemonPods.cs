using System.Globalization;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>Makes the pods of a daemon set: each is for one node, and says so as a required node affinity, so that the scheduler has the last word on room and ports.</summary>
internal static class DaemonPods
{
    /// <summary>The label of a pod, and of a revision, that carries the hash of the template.</summary>
    public const string HashLabel = "controller-revision-hash";

    private const string GenerationLabel = "pod-template-generation";
    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string NameField = "metadata.name";

    /// <summary>A pod for a node.</summary>
    public static Pod Make(DaemonSet set, string hash, string node, string name)
    {
        var template = set.Spec.Template;
        var pod = PodFactory.Make(set, template, name);
        pod.Metadata.Labels = new Dictionary<string, string>(template.Metadata.Labels ?? [], StringComparer.Ordinal) { [HashLabel] = hash };
        if (set.Metadata.Annotations?.GetValueOrDefault(GenerationAnnotation) is { } text
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var generation))
        {
            pod.Metadata.Labels[GenerationLabel] = generation.ToString(CultureInfo.InvariantCulture);
        }

        pod.Spec = template.Spec.DeepCopy();
        pod.Spec.Tolerations = DaemonTolerations.Of(template.Spec);
        var affinity = (pod.Spec.Affinity ??= new()).NodeAffinity ??= new();
        affinity.RequiredDuringSchedulingIgnoredDuringExecution = new NodeSelector
        {
            NodeSelectorTerms = [new NodeSelectorTerm { MatchFields = [new NodeSelectorRequirement { Key = NameField, Operator = "In", Values = [node] }] }],
        };
        return pod;
    }

    /// <summary>
    /// A name for a pod of a node: it depends on node and template, and on what names are taken. So a decision carried out twice asks for the same name and is refused, and a node
    /// never gets two pods of it.
    /// </summary>
    /// <param name="set">The daemon set.</param>
    /// <param name="hash">The template's hash.</param>
    /// <param name="node">The node.</param>
    /// <param name="first">The first number that may be free (<see cref="EndedDaemonPods"/>).</param>
    /// <param name="taken">Whether a name is.</param>
    public static string Name(DaemonSet set, string hash, string node, int first, Func<string, bool> taken) =>
        PodNames.Next(PodNames.Prefix(set.Metadata.Name!), Series(set.Metadata.Uid!, node, hash), 1, first, (_, name) => taken(name))[0];

    /// <summary>What the numbers in the names of the pods of a set, a node and a template are permuted by.</summary>
    public static string Series(string uid, string node, string hash) => $"{uid}/{node}/{hash}";

    /// <summary>The node that a pod is on or made for; null when it names none.</summary>
    public static string? NodeOf(Pod pod)
    {
        if (pod.Spec.NodeName is { Length: > 0 } bound)
        {
            return bound;
        }

        foreach (var term in pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [])
        {
            if (term.MatchFields?.Find(field => field is { Key: NameField, Operator: "In", Values.Count: 1 }) is { } named)
            {
                return named.Values![0];
            }
        }

        return null;
    }
}
