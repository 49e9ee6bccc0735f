using Orchestrator.Api.Kinds;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>What controllers work with.</summary>
internal sealed record ControllerServices(
    IReplica Replica, IResourceClientFactory Clients, OwnerIndex Owners, PodNodeIndex PodsByNode, PodNumbers PodNumbers, Orphans Orphans, KindRegistry Kinds, EventRecorder Events, TimeProvider Time);
