using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Scheduling.Plugins.TopologySpread;

/// <summary>
/// What selects the pods that belong with a pod: the selectors of its services and of the replica set, replication controller or stateful set that controls it, together.
/// </summary>
internal sealed class OwningSelectors : IReplicaObserver
{
    private const int MaxKnown = 4096;
    private static readonly GroupResource StatefulSets = new("apps", "statefulsets");
    private static readonly GroupResource ReplicationControllers = new("", "replicationcontrollers");
    private readonly IReplica _replica;
    private readonly Dictionary<(PodTraits, string Owner), LabelSelector?> _known = [];
    private readonly Dictionary<string, LabelSelector> _shared = new(StringComparer.Ordinal);
    private volatile int _servicesVersion;
    private int _version;

    /// <summary>Follows the replica for as long as the scheduler lives.</summary>
    public OwningSelectors(IReplica replica, ICollection<IDisposable> lifetime)
    {
        _replica = replica;
        lifetime.Add(replica.Subscribe(this));
    }

    /// <summary>The selector; null when the pod belongs to nothing. The same instance for pods that are alike.</summary>
    public LabelSelector? Of(PodInfo pod)
    {
        var version = _servicesVersion;
        if (_version != version || _known.Count == MaxKnown)
        {
            _version = version;
            _known.Clear();
        }

        var owner = pod.Object is null ? null : ControllerRefs.Of(pod.Object.Metadata);
        var key = (pod.Traits, owner?.Uid ?? "");
        if (!_known.TryGetValue(key, out var selector))
        {
            var requirements = new List<LabelRequirement>(OfServices(pod));
            var owned = owner is null ? [] : OfOwner(pod.Key.Namespace, owner.ApiVersion, owner.Kind, owner.Name);
            requirements.AddRange(owned ?? []);
            selector = requirements.Count == 0 ? null : Shared(LabelSelector.Of(requirements));
            if (owned is not null)
            {
                // An owner that the replica does not show (yet) may come.
                _known.Add(key, selector);
            }
        }

        return selector;
    }

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == KnownResources.Services
            && (change.Type != ChangeType.Updated || change.Previous is null || !Same(change.Previous.As<Service>().Spec.Selector, change.Entry.As<Service>().Spec.Selector)))
        {
            Interlocked.Increment(ref _servicesVersion);
        }
    }

    private LabelSelector Shared(LabelSelector selector)
    {
        if (_shared.Count == MaxKnown)
        {
            _shared.Clear();
        }

        var text = selector.ToString();
        if (!_shared.TryGetValue(text, out var known))
        {
            _shared.Add(text, known = selector);
        }

        return known;
    }

    private IEnumerable<LabelRequirement> OfServices(PodInfo pod)
    {
        foreach (var entry in _replica.List(KnownResources.Services).In(pod.Key.Namespace))
        {
            if (entry.As<Service>().Spec.Selector is { Count: > 0 } labels)
            {
                var selector = LabelSelector.Of(labels);
                if (selector.Matches(pod.Traits.Labels))
                {
                    foreach (var requirement in selector.Requirements)
                    {
                        yield return requirement;
                    }
                }
            }
        }
    }

    private IReadOnlyList<LabelRequirement>? OfOwner(string namespaceName, string apiVersion, string kind, string name)
    {
        var group = KnownResources.GroupOf(apiVersion);
        return (group, kind) switch
        {
            ("apps", "ReplicaSet") => _replica.Get(KnownResources.ReplicaSets.Key(namespaceName, name)) is { } set
                ? SelectorOf.Labels(set.As<ReplicaSet>().Spec.Selector).Requirements : null,
            ("apps", "StatefulSet") => _replica.Get(StatefulSets.Key(namespaceName, name)) is { } set
                ? SelectorOf.Labels(set.As<StatefulSet>().Spec.Selector).Requirements : null,
            ("", "ReplicationController") => _replica.Get(ReplicationControllers.Key(namespaceName, name)) is { } controller
                ? LabelSelector.Of(controller.As<ReplicationController>().Spec.Selector ?? []).Requirements : null,
            _ => [],
        };
    }

    private static bool Same(Dictionary<string, string>? a, Dictionary<string, string>? b) =>
        (a?.Count ?? 0) == (b?.Count ?? 0) && (a ?? []).All(label => b!.TryGetValue(label.Key, out var value) && value == label.Value);
}
