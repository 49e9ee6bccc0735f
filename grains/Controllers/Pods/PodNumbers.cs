using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>
/// The numbers that each owner's pods have had, since this process follows the replica: new pods get the lowest that none has had (<see cref="PodNames"/>).
/// <para>
/// So two activations that decide on different states of an owner never make more pods together than it asks for: the one that knows of fewer pods that have ended asks for a
/// part of the names that the other asks for, and who knows of newer pods counts them; a name that was given is not given again (<see cref="PodNamesOncePlugin"/>). For that a look marks where the numbers are before it reads the pods; when there are more by the time that it wants names, it gets none: it will look again.
/// </para>
/// </summary>
internal sealed class PodNumbers : IReplicaObserver
{
    private readonly IReplica _replica;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Numbers> _known = new(StringComparer.Ordinal);
    private readonly bool _replaying;

    /// <summary>Follows the replica, for as long as it is there.</summary>
    /// <param name="replica">The replica.</param>
    /// <param name="owners">Is told of each pod before: whose number is known here is found there.</param>
    public PodNumbers(IReplica replica, OwnerIndex owners)
    {
        ArgumentNullException.ThrowIfNull(owners);
        _replica = replica;
        _replaying = true;
        replica.Subscribe(this, replay: true);
        _replaying = false;
    }

    /// <summary>How many numbers an owner's pods have had; to be asked before the pods are read.</summary>
    public int Mark(IKubeObject owner)
    {
        lock (_lock)
        {
            return _known.TryGetValue(owner.Metadata.Uid!, out var known) ? known.Count : 0;
        }
    }

    /// <summary>As many names as asked for that no pod has had; none when a pod has come since the mark, which pokes the owner's controller again.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="name">The owner's name, or what else the names begin with, without the hyphen.</param>
    /// <param name="count">How many.</param>
    /// <param name="mark">The mark from before the pods were read.</param>
    public List<string> Next(IKubeObject owner, string name, int count, int mark)
    {
        var (uid, prefix) = (owner.Metadata.Uid!, PodNames.Prefix(name));
        lock (_lock)
        {
            var known = _known.GetValueOrDefault(uid);
            if ((known?.Count ?? 0) != mark)
            {
                return [];
            }

            var used = known?.ByPrefix.GetValueOrDefault(prefix);
            return PodNames.Next(
                prefix,
                uid,
                count,
                used?.First ?? 0,
                (number, next) => used?.Contains(number) == true || IsOthers(KnownResources.Pods.Key(owner.Metadata.Namespace, next), uid));
        }
    }

    /// <summary>An owner's pod has had a name, as another silo knows that has followed for longer.</summary>
    public void Learn(IKubeObject owner, string name)
    {
        if (PodNames.NumberOf(owner.Metadata.Uid!, name) is { } number)
        {
            Note(owner.Metadata.Uid!, PodNames.PrefixOf(name)!, number);
        }
    }

    /// <summary>Whether an owner's pod has had a name, as far as is known for certain.</summary>
    public bool WasGiven(string ownerUid, string name)
    {
        if (PodNames.NumberOf(ownerUid, name) is not { } number)
        {
            return false;
        }

        lock (_lock)
        {
            return _known.TryGetValue(ownerUid, out var known) && known.ByPrefix.TryGetValue(PodNames.PrefixOf(name)!, out var used)
                && number >= used.Known && used.Contains(number);
        }
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var (key, entry) = (change.Entry.Key, change.Entry);
        if (change.Type == ChangeType.Deleted && key.GroupResource != KnownResources.Pods)
        {
            lock (_lock)
            {
                _known.Remove(entry.Uid);
            }
        }
        else if (change.Type == ChangeType.Created && key.GroupResource == KnownResources.Pods
            && entry.Metadata.Controller is { } owner && ResourceOf(owner.Kind) is { } resource
            && PodNames.NumberOf(owner.Uid, key.Name) is { } number
            && _replica.Get(resource.Key(key.Namespace, owner.Name))?.Uid == owner.Uid)
        {
            Note(owner.Uid, PodNames.PrefixOf(key.Name)!, number);
        }
    }

    /// <summary>Whether somebody else's pod has a name. (One of its own that has it came a moment ago, and was not counted: so its name is asked for again, and refused.)</summary>
    private bool IsOthers(ObjectKey key, string uid) => _replica.Get(key) is { } entry && entry.Metadata.Controller?.Uid != uid;

    /// <summary>The owners that have pods named by number.</summary>
    private static GroupResource? ResourceOf(string kind) => kind switch
    {
        "ReplicaSet" => KnownResources.ReplicaSets,
        "ReplicationController" => KnownResources.ReplicationControllers,
        "Job" => JobNames.Jobs,
        _ => null,
    };

    private void Note(string uid, string prefix, int number)
    {
        lock (_lock)
        {
            if (!_known.TryGetValue(uid, out var known))
            {
                _known.Add(uid, known = new Numbers());
            }

            if (!known.ByPrefix.TryGetValue(prefix, out var used))
            {
                known.ByPrefix.Add(prefix, used = new UsedNumbers());
            }

            known.Count++;
            if (_replaying)
            {
                // Which of the lower ones have gone nobody knows.
                used.AddUpTo(number);
            }
            else
            {
                used.Add(number);
            }
        }
    }

    /// <summary>Of one owner, by what the names begin with: those of an indexed job begin with their index.</summary>
    private sealed class Numbers
    {
        public Dictionary<string, UsedNumbers> ByPrefix { get; } = new(StringComparer.Ordinal);

        public int Count { get; set; }
    }
}
