using System.Collections.Concurrent;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.StatefulSets;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Controllers.StatefulSets;

/// <summary>Follows the pods of one stateful set revision by revision, and keeps what ordered pod management forbids, and the order in which pods were given up.</summary>
internal sealed class StatefulOrder : IReplicaObserver, IDisposable
{
    private readonly SortedDictionary<int, Pod> _pods = [];
    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly ConcurrentQueue<int> _givenUp = new();
    private readonly string _namespace;
    private readonly string _set;
    private readonly IDisposable _subscription;

    public StatefulOrder(IReplica replica, string ns, string set = "web")
    {
        (_namespace, _set) = (ns, set);
        _subscription = replica.Subscribe(this, replay: true);
    }

    /// <summary>What happened against the rules.</summary>
    public IEnumerable<string> Wrong => _wrong;

    /// <summary>Ordinals in the order in which their pods began to go.</summary>
    public IEnumerable<int> GivenUp => _givenUp;

    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.GroupResource != KnownResources.Pods || key.Namespace != _namespace || Ordinals.Of(_set, key.Name) is not (>= 0 and var ordinal))
        {
            return;
        }

        var pod = change.Entry.As<Pod>();
        var known = _pods.GetValueOrDefault(ordinal);
        if (change.Type == ChangeType.Deleted)
        {
            _pods.Remove(ordinal);
            NoteGivenUp(ordinal, known);
            return;
        }

        if (known is null)
        {
            foreach (var (lower, before) in _pods.TakeWhile(other => other.Key < ordinal))
            {
                if (!PodState.IsRunningAndReady(before) || before.Metadata.DeletionTimestamp is not null)
                {
                    _wrong.Enqueue($"{ordinal} was made when {lower} was not ready");
                }
            }

            if (ordinal > 0 && !_pods.ContainsKey(ordinal - 1) && _pods.Count > 0)
            {
                _wrong.Enqueue($"{ordinal} was made without {ordinal - 1}");
            }
        }
        else if (pod.Metadata.DeletionTimestamp is not null)
        {
            NoteGivenUp(ordinal, known);
        }

        _pods[ordinal] = pod;
    }

    public void Dispose() => _subscription.Dispose();

    private void NoteGivenUp(int ordinal, Pod? known)
    {
        if (known?.Metadata.DeletionTimestamp is null)
        {
            _givenUp.Enqueue(ordinal);
        }
    }
}
