using Orchestrator.Api.Kinds;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why;

/// <summary>An object that is asked about.</summary>
/// <param name="Entry">It.</param>
/// <param name="Kind">Its kind.</param>
internal sealed record WhySubject(ReplicaEntry Entry, KindDescriptor Kind)
{
    /// <summary>It, as <c>KIND/NAME</c>.</summary>
    public string Name => $"{Kind.Kind}/{Entry.Key.Name}";
}
