using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.PodAffinity;

/// <summary>Which pods' coming and going can help a pod that affinity kept from all nodes. Where namespaces are chosen by label it errs towards trying again.</summary>
internal static class AffinityHints
{
    /// <summary>A pod was placed: it can only help when it is one that the pod wants near.</summary>
    public static bool MayMeet(PodInfo waiting, PodInfo placed) => Array.Exists(waiting.Relations.RequiredAffinity, t => Matches(t, placed));

    /// <summary>A pod went: it helps when it kept the pod away, or the pod kept away from it, or it was the only thing that made the pod's own exception impossible.</summary>
    public static bool MayFree(PodInfo waiting, PodInfo gone) =>
        Array.Exists(waiting.Relations.RequiredAntiAffinity, t => Matches(t, gone))
        || Array.Exists(gone.Relations.RequiredAntiAffinity, t => Matches(t, waiting))
        || MayMeet(waiting, gone);

    private static bool Matches(PodTerm term, PodInfo pod) => term.Pods.MatchesLabels(pod.Traits);
}
