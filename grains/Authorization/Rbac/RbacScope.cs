using System.Collections.Concurrent;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>The bindings of one namespace, or of the cluster's scope, by whom they are for. One thread changes it, any number read.</summary>
internal sealed class RbacScope(RoleGeneration roles)
{
    private readonly ConcurrentDictionary<string, SubjectGrants> _users = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SubjectGrants> _groups = new(StringComparer.Ordinal);

    /// <summary>Whether nobody is given anything here.</summary>
    public bool IsEmpty => _users.IsEmpty && _groups.IsEmpty;

    /// <summary>What a user is given by name.</summary>
    public SubjectGrants OfUser(string name) => _users.TryGetValue(name, out var grants) ? grants : SubjectGrants.None;

    /// <summary>What a group is given.</summary>
    public SubjectGrants OfGroup(string name) => _groups.TryGetValue(name, out var grants) ? grants : SubjectGrants.None;

    /// <summary>Gives.</summary>
    public void Add(SubjectKey subject, Grant grant)
    {
        var table = TableOf(subject);
        table[subject.Name] = table.TryGetValue(subject.Name, out var grants) ? grants.With(grant) : SubjectGrants.Of(grant, roles);
    }

    /// <summary>Takes it back.</summary>
    public void Remove(SubjectKey subject, Grant grant)
    {
        var table = TableOf(subject);
        if (!table.TryGetValue(subject.Name, out var grants))
        {
            return;
        }

        var rest = grants.Without(grant);
        if (rest.IsEmpty)
        {
            table.TryRemove(subject.Name, out _);
        }
        else
        {
            table[subject.Name] = rest;
        }
    }

    private ConcurrentDictionary<string, SubjectGrants> TableOf(SubjectKey subject) => subject.IsGroup ? _groups : _users;
}
