using Orchestrator.Grains.Nodes;

namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>How well a zone is (<c>ZoneState</c>).</summary>
internal enum ZoneState
{
    /// <summary>Nodes that fail have failed by themselves.</summary>
    Normal,

    /// <summary>So many nodes fail that something else may be the cause.</summary>
    PartialDisruption,

    /// <summary>No node is ready.</summary>
    FullDisruption,
}

/// <summary>How many nodes of a zone are ready. Nodes that have told nothing yet are not counted.</summary>
internal readonly record struct ZoneHealth(int Ready, int NotReady)
{
    private const int FewNodes = 2;

    /// <summary>How many nodes there are.</summary>
    public int Size => Ready + NotReady;

    /// <summary>Whether no node is ready.</summary>
    public bool IsDown => Ready == 0 && NotReady > 0;

    /// <summary>What is to be thought of it (<c>ComputeZoneState</c>).</summary>
    public ZoneState StateBy(NodeLifecycleOptions options) =>
        IsDown ? ZoneState.FullDisruption
        : NotReady > FewNodes && (double)NotReady / Size >= options.UnhealthyZoneThreshold ? ZoneState.PartialDisruption
        : ZoneState.Normal;

    /// <summary>How many of its nodes a second may lose their pods.</summary>
    public double EvictionRate(NodeLifecycleOptions options) => StateBy(options) switch
    {
        ZoneState.PartialDisruption => Size > options.LargeZone ? options.SecondaryEvictionRate : 0,
        _ => options.EvictionRate,
    };
}
