namespace Orchestrator.Grains.Controllers.DaemonSets;

/// <summary>maxSurge and maxUnavailable of a daemon set as numbers of nodes.</summary>
/// <param name="Desired">Nodes that should have a pod.</param>
/// <param name="MaxSurge">Nodes that may have an old and a new one at once.</param>
/// <param name="MaxUnavailable">Nodes that may be without an available one.</param>
internal readonly record struct DaemonLimits(int Desired, int MaxSurge, int MaxUnavailable)
{
    /// <summary>Percentages are of the nodes that should have a pod, rounded up; if both came to nothing, one may be unavailable.</summary>
    public static DaemonLimits Of(DaemonRollout rollout)
    {
        var desired = rollout.Nodes.Count(node => rollout.Fit.On(node).Run);
        if (rollout.Set.Spec.UpdateStrategy is not { Type: "RollingUpdate", RollingUpdate: { } rolling })
        {
            return new DaemonLimits(desired, 0, 1);
        }

        var surge = (rolling.MaxSurge ?? 0).Scaled(desired, roundUp: true);
        var unavailable = (rolling.MaxUnavailable ?? 1).Scaled(desired, roundUp: true);
        return new DaemonLimits(desired, surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }
}
