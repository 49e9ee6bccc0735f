using Microsoft.Extensions.Logging;
using Orchestrator.Api.Kinds;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects;

/// <summary>What every object's grain of a silo shares.</summary>
public sealed class ObjectServices(
    KindRegistry kinds,
    ILedger ledger,
    IReplica replica,
    AdmissionChain admission,
    TimeProvider time,
    ILogger<ObjectServices> logger)
{
    /// <summary>The kinds that are known.</summary>
    public KindRegistry Kinds { get; } = kinds;

    /// <summary>The ledger, for the few questions that the replica may answer too late.</summary>
    public ILedger Ledger { get; } = ledger;

    /// <summary>The silo's replica.</summary>
    public IReplica Replica { get; } = replica;

    /// <summary>The admission plugins.</summary>
    public AdmissionChain Admission { get; } = admission;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    internal ILogger Logger { get; } = logger;
}
