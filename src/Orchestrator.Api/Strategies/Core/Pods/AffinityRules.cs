using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks affinities to nodes and to other pods.</summary>
internal static class AffinityRules
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(Affinity? affinity, FieldErrors errors, FieldPath path)
    {
        if (affinity?.NodeAffinity is { } node)
        {
            Node(node, errors, path.Child("nodeAffinity"));
        }

        if (affinity?.PodAffinity is { } pod)
        {
            Pods(pod.RequiredDuringSchedulingIgnoredDuringExecution, pod.PreferredDuringSchedulingIgnoredDuringExecution, errors, path.Child("podAffinity"));
        }

        if (affinity?.PodAntiAffinity is { } anti)
        {
            Pods(anti.RequiredDuringSchedulingIgnoredDuringExecution, anti.PreferredDuringSchedulingIgnoredDuringExecution, errors, path.Child("podAntiAffinity"));
        }
    }

    /// <summary>A selector of nodes: one of its terms must match.</summary>
    public static void NodeSelector(NodeSelector selector, FieldErrors errors, FieldPath path)
    {
        var terms = path.Child("nodeSelectorTerms");
        if (selector.NodeSelectorTerms.Count == 0)
        {
            errors.Required(terms, "must have at least one node selector term");
        }

        for (var i = 0; i < selector.NodeSelectorTerms.Count; i++)
        {
            Term(selector.NodeSelectorTerms[i], errors, terms.Index(i));
        }
    }

    private static void Node(NodeAffinity affinity, FieldErrors errors, FieldPath path)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            NodeSelector(required, errors, path.Child(Required));
        }

        for (var i = 0; i < (affinity.PreferredDuringSchedulingIgnoredDuringExecution?.Count ?? 0); i++)
        {
            var preferred = affinity.PreferredDuringSchedulingIgnoredDuringExecution![i];
            var at = path.Child(Preferred).Index(i);
            Weight(preferred.Weight, errors, at);
            Term(preferred.Preference, errors, at.Child("preference"));
        }
    }

    private static void Term(NodeSelectorTerm term, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (term.MatchExpressions?.Count ?? 0); i++)
        {
            Expression(term.MatchExpressions![i], errors, path.Child("matchExpressions").Index(i));
        }

        for (var i = 0; i < (term.MatchFields?.Count ?? 0); i++)
        {
            var field = term.MatchFields![i];
            var at = path.Child("matchFields").Index(i);
            if (field.Key != "metadata.name")
            {
                errors.Invalid(at.Child("key"), field.Key, "not a valid field selector key");
            }

            if (field.Operator is "In" or "NotIn")
            {
                if (field.Values is not { Count: 1 })
                {
                    errors.Required(at.Child("values"), "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
                }
            }
            else
            {
                errors.Invalid(at.Child("operator"), field.Operator, "not a valid selector operator");
            }
        }
    }

    private static void Expression(NodeSelectorRequirement expression, FieldErrors errors, FieldPath path)
    {
        var count = expression.Values?.Count ?? 0;
        switch (expression.Operator)
        {
            case "In" or "NotIn" when count == 0:
                errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                break;
            case "Exists" or "DoesNotExist" when count > 0:
                errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                break;
            case "Gt" or "Lt" when count != 1:
                errors.Required(path.Child("values"), "must be specified single value when `operator` is 'Lt' or 'Gt'");
                break;
            case "In" or "NotIn" or "Exists" or "DoesNotExist" or "Gt" or "Lt":
                break;
            default:
                errors.Invalid(path.Child("operator"), expression.Operator, "not a valid selector operator");
                break;
        }

        errors.Invalid(path.Child("key"), expression.Key, NameRules.QualifiedName(expression.Key));
    }

    private static void Pods(List<PodAffinityTerm>? required, List<WeightedPodAffinityTerm>? preferred, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (required?.Count ?? 0); i++)
        {
            PodTerm(required![i], errors, path.Child(Required).Index(i));
        }

        for (var i = 0; i < (preferred?.Count ?? 0); i++)
        {
            var at = path.Child(Preferred).Index(i);
            Weight(preferred![i].Weight, errors, at);
            PodTerm(preferred[i].PodAffinityTerm, errors, at.Child("podAffinityTerm"));
        }
    }

    private static void PodTerm(PodAffinityTerm term, FieldErrors errors, FieldPath path)
    {
        LabelSelectorRules.Validate(term.LabelSelector, errors, path.Child("labelSelector"));
        LabelSelectorRules.Validate(term.NamespaceSelector, errors, path.Child("namespaceSelector"));
        foreach (var name in term.Namespaces ?? [])
        {
            errors.Invalid(path.Child("namespace"), name, NameRules.Dns1123Label(name));
        }

        if (term.TopologyKey.Length == 0)
        {
            errors.Required(path.Child("topologyKey"), "can not be empty");
        }

        errors.Invalid(path.Child("topologyKey"), term.TopologyKey, NameRules.QualifiedName(term.TopologyKey));
        MatchLabelKeyRules.Validate(term, errors, path);
    }

    private static void Weight(int weight, FieldErrors errors, FieldPath path)
    {
        if (weight is <= 0 or > 100)
        {
            errors.Invalid(path.Child("weight"), weight, "must be in the range 1-100");
        }
    }
}
