using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Why;

/// <summary>Answers why an object is as it is.</summary>
public interface IWhy
{
    /// <summary>Looks for what blocks an object; null when there is none of that key.</summary>
    Task<WhyReport?> ExplainAsync(ObjectKey key, CancellationToken cancellationToken);
}
