using System.Collections.Concurrent;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.Objects.Admission;

/// <summary>Watches every version of every object: more config maps than any quota of the namespace has room for are an overdraft, and so is a status that says so.</summary>
internal sealed class Overdrafts : IReplicaObserver
{
    private readonly ConcurrentQueue<string> _seen;
    private readonly Dictionary<string, int> _present = [];
    private readonly Dictionary<string, long> _hard = [];

    public Overdrafts(out ConcurrentQueue<string> seen) => _seen = seen = new ConcurrentQueue<string>();

    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.Resource == "resourcequotas")
        {
            var quota = change.Entry.As<ResourceQuota>();
            var hard = quota.Spec.Hard!["configmaps"].Value();
            _hard[key.Namespace] = Math.Min(hard, _hard.GetValueOrDefault(key.Namespace, long.MaxValue));
            if (quota.Status.Used?.GetValueOrDefault("configmaps").Value() > hard)
            {
                _seen.Enqueue($"{key}: used exceeds {hard}");
            }
        }
        else if (key.Resource == "configmaps")
        {
            var step = change.Type switch { ChangeType.Created => 1, ChangeType.Deleted => -1, _ => 0 };
            var count = _present[key.Namespace] = _present.GetValueOrDefault(key.Namespace) + step;
            if (_hard.TryGetValue(key.Namespace, out var hard) && count > hard)
            {
                _seen.Enqueue($"{key}: {count} of {hard}");
            }
        }
    }
}
