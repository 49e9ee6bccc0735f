using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Why;

/// <summary>Why an object is as it is.</summary>
/// <param name="Key">The object.</param>
/// <param name="ApiVersion">Its apiVersion.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Uid">Its uid.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Findings">What blocks it, the most telling first; empty when nothing does.</param>
/// <param name="Controllers">The last decision and error of each controller of the object and of its owners.</param>
public sealed record WhyReport(
    ObjectKey Key, string ApiVersion, string Kind, string Uid, string Summary, IReadOnlyList<Finding> Findings, IReadOnlyList<ControllerNote> Controllers);
