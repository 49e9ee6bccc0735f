using System.Security.Cryptography;
using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Model;
using SelectorModel = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Reads what a pod asks of the pods around it. Pods that ask the same get the same instance; most ask nothing.</summary>
internal sealed class RelationsReader
{
    private const int MaxKnown = 4096;
    private readonly Dictionary<string, PodRelations> _known = new(StringComparer.Ordinal);

    /// <summary>The pod's relations.</summary>
    public PodRelations Read(string namespaceName, Pod pod)
    {
        var affinity = pod.Spec.Affinity;
        if (affinity?.PodAffinity is null && affinity?.PodAntiAffinity is null && pod.Spec.TopologySpreadConstraints is null or { Count: 0 })
        {
            return PodRelations.None;
        }

        var signature = Signature(namespaceName, pod);
        if (!_known.TryGetValue(signature, out var relations))
        {
            if (_known.Count == MaxKnown)
            {
                _known.Clear();
            }

            relations = Make(namespaceName, pod);
            _known.Add(signature, relations);
        }

        return relations;
    }

    /// <summary>Reads one constraint; null when its selector cannot be read.</summary>
    public static SpreadConstraint Constraint(TopologySpreadConstraint constraint, string namespaceName, IReadOnlyDictionary<string, string>? labels) => new(
        constraint.TopologyKey,
        constraint.MaxSkew,
        constraint.WhenUnsatisfiable != "ScheduleAnyway",
        constraint.MinDomains ?? 1,
        new PodSelector([namespaceName], null, Selector(constraint.LabelSelector, constraint.MatchLabelKeys, null, labels), skipTerminating: true),
        constraint.NodeAffinityPolicy != "Ignore",
        constraint.NodeTaintsPolicy == "Honor");

    private static PodRelations Make(string namespaceName, Pod pod)
    {
        var labels = pod.Metadata.Labels;
        var affinity = pod.Spec.Affinity?.PodAffinity;
        var anti = pod.Spec.Affinity?.PodAntiAffinity;
        return new PodRelations
        {
            RequiredAffinity = Terms(affinity?.RequiredDuringSchedulingIgnoredDuringExecution, skipNominated: true),
            RequiredAntiAffinity = Terms(anti?.RequiredDuringSchedulingIgnoredDuringExecution),
            Preferred =
            [
                .. (affinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => new WeightedPodTerm(Term(t.PodAffinityTerm), t.Weight)),
                .. (anti?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => new WeightedPodTerm(Term(t.PodAffinityTerm), -t.Weight)),
            ],
            Spread = [.. (pod.Spec.TopologySpreadConstraints ?? []).Select(c => Constraint(c, namespaceName, labels))],
        };

        // A pod for which room is only being made keeps others off, but nobody may count on it yet.
        PodTerm[] Terms(List<PodAffinityTerm>? terms, bool skipNominated = false) => [.. (terms ?? []).Select(t => Term(t, skipNominated))];

        PodTerm Term(PodAffinityTerm term, bool skipNominated = false)
        {
            // Neither names nor selector: the pod's own namespace. An empty selector: all of them.
            var own = term.Namespaces is null or { Count: 0 } && term.NamespaceSelector is null;
            var selector = Selector(term.LabelSelector, term.MatchLabelKeys, term.MismatchLabelKeys, labels);
            return new PodTerm(
                new PodSelector(
                    own ? [namespaceName] : [.. term.Namespaces ?? []],
                    term.NamespaceSelector is null ? null : Selector(term.NamespaceSelector, null, null, null),
                    selector,
                    skipNominated: skipNominated),
                term.TopologyKey);
        }
    }

    /// <summary>A selector with the pod's own values of certain labels added. Null selects nothing, an empty one everything.</summary>
    private static LabelSelector Selector(SelectorModel? selector, List<string>? same, List<string>? different, IReadOnlyDictionary<string, string>? labels)
    {
        if (selector is null)
        {
            return LabelSelector.Nothing;
        }

        var read = selector.MatchLabels is null or { Count: 0 } && selector.MatchExpressions is null or { Count: 0 } ? LabelSelector.Everything : SelectorOf.Labels(selector);
        var added = Own(same, LabelOperator.In, labels).Concat(Own(different, LabelOperator.NotIn, labels)).ToList();
        return added.Count == 0 || ReferenceEquals(read, LabelSelector.Nothing) ? read : LabelSelector.Of([.. read.Requirements, .. added]);
    }

    private static IEnumerable<LabelRequirement> Own(List<string>? keys, LabelOperator op, IReadOnlyDictionary<string, string>? labels)
    {
        foreach (var key in keys ?? [])
        {
            if (labels is not null && labels.TryGetValue(key, out var value) && LabelRequirement.Create(key, op, [value], new Api.Errors.FieldErrors()) is { } requirement)
            {
                yield return requirement;
            }
        }
    }

    private static string Signature(string namespaceName, Pod pod)
    {
        using var buffer = new PooledBufferWriter(512);
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(namespaceName);
            pod.Spec.Affinity?.PodAffinity?.Write(writer);
            writer.WriteNullValue();
            pod.Spec.Affinity?.PodAntiAffinity?.Write(writer);
            foreach (var constraint in pod.Spec.TopologySpreadConstraints ?? [])
            {
                constraint.Write(writer);
            }

            foreach (var key in LabelKeys(pod))
            {
                writer.WriteStringValue(pod.Metadata.Labels?.GetValueOrDefault(key));
            }

            writer.WriteEndArray();
        }

        return Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan));
    }

    /// <summary>The labels whose values in the pod itself go into its selectors.</summary>
    private static IEnumerable<string> LabelKeys(Pod pod)
    {
        foreach (var key in (pod.Spec.TopologySpreadConstraints ?? []).SelectMany(c => c.MatchLabelKeys ?? []))
        {
            yield return key;
        }

        var affinity = pod.Spec.Affinity?.PodAffinity;
        var anti = pod.Spec.Affinity?.PodAntiAffinity;
        var terms = (affinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Concat(anti?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Concat((affinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => t.PodAffinityTerm))
            .Concat((anti?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => t.PodAffinityTerm));
        foreach (var key in terms.SelectMany(t => (t.MatchLabelKeys ?? []).Concat(t.MismatchLabelKeys ?? [])))
        {
            yield return key;
        }
    }
}
