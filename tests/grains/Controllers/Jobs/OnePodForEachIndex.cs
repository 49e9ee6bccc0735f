using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.Jobs;

/// <summary>Sees every version of every pod, and writes down when an index has two active ones.</summary>
internal sealed class OnePodForEachIndex : IReplicaObserver, IDisposable
{
    private readonly Dictionary<int, string> _active = [];
    private readonly IDisposable _subscription;

    public OnePodForEachIndex(IReplica replica) => _subscription = replica.Subscribe(this);

    /// <summary>What went wrong.</summary>
    public List<string> Violations { get; } = [];

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource != KnownResources.Pods)
        {
            return;
        }

        var pod = change.Entry.As<Pod>();
        if (JobPods.Index(pod) is not { } index)
        {
            return;
        }

        var name = pod.Metadata.Name!;
        if (change.Type == ChangeType.Deleted || !PodState.IsActive(pod))
        {
            if (_active.GetValueOrDefault(index) == name)
            {
                _active.Remove(index);
            }
        }
        else if (!_active.TryAdd(index, name) && _active[index] != name)
        {
            Violations.Add($"{index}: {_active[index]} and {name}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();
}
