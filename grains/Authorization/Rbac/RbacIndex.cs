using System.Collections.Concurrent;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>
/// Roles and bindings, arranged by whom they are for. Follows the replica change by change, before the replica's revision says so:
/// who has written a binding finds it in force. A request looks at its own user's and groups' bindings only, however many there are.
/// </summary>
internal sealed class RbacIndex : IReplicaObserver, IDisposable
{
    private const string Group = "rbac.authorization.k8s.io";
    private readonly ConcurrentDictionary<RoleKey, RoleSlot> _roles = new();
    private readonly ConcurrentDictionary<string, RbacScope> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<ObjectKey, List<(SubjectKey Subject, Grant Grant)>> _bindings = [];
    private readonly RoleGeneration _generation = new();
    private readonly IDisposable _subscription;

    /// <summary>Indexes a replica from now on.</summary>
    public RbacIndex(IReplica replica)
    {
        Cluster = new RbacScope(_generation);
        _subscription = replica.Subscribe(this, replay: true);
    }

    /// <summary>The bindings of the cluster's scope.</summary>
    public RbacScope Cluster { get; }

    /// <summary>The bindings of a namespace; null when there are none.</summary>
    public RbacScope? Of(string namespaceName) => _namespaces.GetValueOrDefault(namespaceName);

    /// <summary>A role, or null when nobody knows it.</summary>
    public RoleSlot? Role(RoleKey key) => _roles.GetValueOrDefault(key);

    /// <inheritdoc/>
    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.Group != Group)
        {
            return;
        }

        var entry = change.Type == ChangeType.Deleted ? null : change.Entry;
        switch (key.Resource)
        {
            case "roles" or "clusterroles":
                SetRole(new RoleKey(key.Namespace, key.Name), entry);
                break;
            case "rolebindings":
                var binding = entry is null ? null : JsonModel.Read<RoleBinding>(entry.Json);
                SetBinding(key, binding?.RoleRef, binding?.Subjects);
                break;
            case "clusterrolebindings":
                var cluster = entry is null ? null : JsonModel.Read<ClusterRoleBinding>(entry.Json);
                SetBinding(key, cluster?.RoleRef, cluster?.Subjects);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    private void SetRole(RoleKey key, ReplicaEntry? entry)
    {
        var slot = SlotOf(key);
        slot.Set(entry);
        _generation.Next();
        Release(slot);
    }

    // what a binding gives now is there before what it gave is taken back: no request falls in between
    private void SetBinding(ObjectKey key, RoleRef? reference, List<Subject>? subjects)
    {
        var before = _bindings.GetValueOrDefault(key);
        if (reference is not null && subjects is { Count: > 0 })
        {
            _bindings[key] = Give(key, reference, subjects);
        }
        else
        {
            _bindings.Remove(key);
        }

        if (before is not null)
        {
            Withdraw(key, before);
        }
    }

    private List<(SubjectKey Subject, Grant Grant)> Give(ObjectKey key, RoleRef reference, List<Subject> subjects)
    {
        var role = SlotOf(new RoleKey(reference.Kind == "Role" ? key.Namespace : "", reference.Name));
        var scope = key.Namespace.Length == 0 ? Cluster : _namespaces.GetOrAdd(key.Namespace, static (_, roles) => new RbacScope(roles), _generation);
        var given = new List<(SubjectKey, Grant)>(subjects.Count);
        foreach (var subject in subjects)
        {
            if (SubjectKey.Of(subject, key.Namespace) is { } to)
            {
                var grant = new Grant(key, reference.Kind, role, SubjectKey.Describe(subject, key.Namespace));
                scope.Add(to, grant);
                role.Bindings++;
                given.Add((to, grant));
            }
        }

        Release(role);
        return given;
    }

    private void Withdraw(ObjectKey key, List<(SubjectKey Subject, Grant Grant)> given)
    {
        var scope = key.Namespace.Length == 0 ? Cluster : _namespaces[key.Namespace];
        foreach (var (subject, grant) in given)
        {
            scope.Remove(subject, grant);
            grant.Role.Bindings--;
            Release(grant.Role);
        }

        if (key.Namespace.Length > 0 && scope.IsEmpty)
        {
            _namespaces.TryRemove(key.Namespace, out _);
        }
    }

    private RoleSlot SlotOf(RoleKey key) => _roles.GetOrAdd(key, static key => new RoleSlot(key));

    /// <summary>A role that is not there and that nobody binds needs no place.</summary>
    private void Release(RoleSlot slot)
    {
        if (slot is { Exists: false, Bindings: 0 })
        {
            _roles.TryRemove(slot.Key, out _);
        }
    }
}
