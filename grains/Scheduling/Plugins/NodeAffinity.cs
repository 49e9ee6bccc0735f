using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins;

/// <summary><c>spec.nodeSelector</c> and required node affinity must match; preferred node affinity adds its weights.</summary>
internal sealed class NodeAffinity : IFilterPlugin, IScorePlugin
{
    public string Name => "NodeAffinity";

    public int Weight => 2;

    public bool DependsOnPods => false;

    public ScoreNormalization Normalization => ScoreNormalization.HighestIsBest;

    public bool Concerns(PodRequirements pod) => pod.NodeSelector.Length > 0 || pod.RequiredTerms is not null || pod.PreferredTerms.Length > 0;

    public bool Fits(PodRequirements pod, SchedulingNode node)
    {
        foreach (var (key, value) in pod.NodeSelector)
        {
            if (!node.Labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        return pod.RequiredTerms is null || Array.Exists(pod.RequiredTerms, term => term.Matches(node));
    }

    public void Explain(PodRequirements pod, SchedulingNode node, ICollection<string> reasons) =>
        reasons.Add("node(s) didn't match Pod's node affinity/selector");

    public long Score(PodRequirements pod, SchedulingNode node)
    {
        long sum = 0;
        foreach (var preferred in pod.PreferredTerms)
        {
            sum += preferred.Term.Matches(node) ? preferred.Weight : 0;
        }

        return sum;
    }
}
