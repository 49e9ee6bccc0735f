namespace Orchestrator.Grains.Scheduling.Framework;

/// <summary>
/// PreFilter and Filter: says where one pod may run, judging by anything at all (pods elsewhere, claims, volumes). <see cref="PreFilter"/> is asked once for each attempt
/// and does what need not be done for each node; what it returns is asked about the nodes. Called on the scheduler's turns: must not block.
/// </summary>
internal interface IFilterPlugin : IPlugin
{
    /// <summary>Looks at the pod.</summary>
    PreFilterResult PreFilter(SchedulingCycle cycle);
}

/// <summary>What PreFilter came to: nothing to say, a rejection from every node, or a filter for the nodes.</summary>
internal readonly record struct PreFilterResult
{
    private PreFilterResult(IPodFilter? filter, Rejection? rejection) => (Filter, Rejection) = (filter, rejection);

    /// <summary>The plugin has nothing to say about this pod: it is not asked about nodes.</summary>
    public static PreFilterResult Skip { get; }

    /// <summary>Asked about the nodes.</summary>
    public IPodFilter? Filter { get; }

    /// <summary>No node will do.</summary>
    public Rejection? Rejection { get; }

    /// <summary>The nodes are asked about one by one.</summary>
    public static PreFilterResult Ask(IPodFilter filter) => new(filter, null);

    /// <summary>No node will do: <c>pod has unbound immediate PersistentVolumeClaims</c>.</summary>
    public static PreFilterResult Reject(Rejection rejection) => new(null, rejection);
}

/// <summary>One plugin's filter for one pod.</summary>
internal interface IPodFilter
{
    /// <summary>Why not; null when the pod may run on the node. Quick: it is asked about every node that the filters before it let through.</summary>
    Rejection? Filter(Model.SchedulingNode node);

    /// <summary>
    /// Preemption asks "what if this pod were not on that node?". Whatever was counted of it is counted out, for that node's sake alone: only that node is asked about
    /// until <see cref="Reset"/>. The node that <see cref="Filter"/> is given then is a copy without the pod, so a filter that looks at no more than its pods has nothing to do.
    /// </summary>
    void Without(Model.PodInfo pod, Model.SchedulingNode node)
    {
    }

    /// <summary>The pod is taken to be on the node again.</summary>
    void With(Model.PodInfo pod, Model.SchedulingNode node)
    {
    }

    /// <summary>Forgets what was supposed.</summary>
    void Reset()
    {
    }
}
