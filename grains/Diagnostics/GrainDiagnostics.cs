using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Orchestrator.Grains.Diagnostics;

/// <summary>What grains trace and measure, for whoever listens.</summary>
public static class GrainDiagnostics
{
    /// <summary>The name of the source and of the meter.</summary>
    public const string Name = "Orchestrator.Grains";

    /// <summary>Spans of writes.</summary>
    internal static readonly ActivitySource Source = new(Name);

    /// <summary>The meter.</summary>
    internal static readonly Meter Meter = new(Name);
}
