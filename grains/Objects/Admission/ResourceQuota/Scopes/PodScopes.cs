using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core.Pods;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;

/// <summary>The scopes of pods.</summary>
internal static class PodScopes
{
    /// <summary>Whether the pod is in the scope.</summary>
    public static bool Has(Pod pod, string scope, string op, IReadOnlyList<string> values) => scope switch
    {
        "Terminating" => pod.Spec.ActiveDeadlineSeconds is >= 0,
        "NotTerminating" => pod.Spec.ActiveDeadlineSeconds is not >= 0,
        "BestEffort" => PodQos.Of(pod.Spec) == "BestEffort",
        "NotBestEffort" => PodQos.Of(pod.Spec) != "BestEffort",
        "PriorityClass" => ScopeOperator.Holds(op, values, string.IsNullOrEmpty(pod.Spec.PriorityClassName) ? [] : [pod.Spec.PriorityClassName]),
        "CrossNamespacePodAffinity" => LooksIntoOtherNamespaces(pod.Spec.Affinity),
        _ => false,
    };

    private static bool LooksIntoOtherNamespaces(Affinity? affinity) =>
        Any(affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution)
        || Any(affinity?.PodAffinity?.PreferredDuringSchedulingIgnoredDuringExecution)
        || Any(affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution)
        || Any(affinity?.PodAntiAffinity?.PreferredDuringSchedulingIgnoredDuringExecution);

    private static bool Any(List<WeightedPodAffinityTerm>? terms) => (terms ?? []).Exists(term => IsCross(term.PodAffinityTerm));

    private static bool Any(List<PodAffinityTerm>? terms) => (terms ?? []).Exists(IsCross);

    private static bool IsCross(PodAffinityTerm term) => term.Namespaces is { Count: > 0 } || term.NamespaceSelector is not null;
}
