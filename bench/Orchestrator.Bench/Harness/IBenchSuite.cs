namespace Orchestrator.Bench.Harness;

/// <summary>A group of measurements with their baselines, all taken in one run.</summary>
public interface IBenchSuite
{
    /// <summary>The name by which it is asked for.</summary>
    string Name { get; }

    /// <summary>Measures, handing out each result as soon as it is there.</summary>
    IAsyncEnumerable<Measurement> RunAsync(CancellationToken cancellationToken);
}
