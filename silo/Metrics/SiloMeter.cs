using System.Diagnostics.Metrics;

namespace Orchestrator.Silo.Metrics;

/// <summary>The meter of one silo: several may live in a process.</summary>
internal sealed class SiloMeter : IDisposable
{
    /// <summary>The meter's name, to which an exporter listens.</summary>
    public const string Name = "Orchestrator.Silo";

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new(Name);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();
}
