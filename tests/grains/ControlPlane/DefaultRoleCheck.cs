using System.Collections.Concurrent;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization.Rbac;
using Orchestrator.Silo.Authorization.Defaults;
using RbacSubject = Orchestrator.Api.Models.Rbac.V1.Subject;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>
/// Whether the roles that every cluster has from the start let controllers do what they do. No authorizer is asked about controllers, since they run in the server; but who
/// reads their roles must find there all that they may change.
/// </summary>
internal sealed class DefaultRoleCheck
{
    private const string Accounts = "system:serviceaccount:kube-system:";
    private static readonly Lazy<ILookup<string, (string Namespace, PolicyRule Rule)>> RulesOf = new(Read);

    /// <summary>Controllers that tests bring along.</summary>
    private static readonly string[] OfTests = ["failing", "left", "right"];

    private readonly ConcurrentDictionary<string, bool> _missing = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _users = new(StringComparer.Ordinal);

    /// <summary>What some controller did and its role does not say, each once.</summary>
    public IReadOnlyList<string> Missing => [.. _missing.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Those who have asked for a client to write with.</summary>
    public IReadOnlyList<string> Users => [.. _users.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a user is one whose writes are checked; it is noted then.</summary>
    public bool Concerns(string user)
    {
        var isOurs = user.StartsWith(Accounts, StringComparison.Ordinal) && !OfTests.Contains(user[Accounts.Length..]);
        return (isOurs || user is "system:kube-scheduler" or "system:event-recorder") && (_users.TryAdd(user, true) || true);
    }

    /// <summary>Whether a user has any rules.</summary>
    public static bool Knows(string user) => RulesOf.Value.Contains(user);

    /// <summary>Notes a write.</summary>
    public void Wrote(string user, string verb, ObjectKey key, string subresource)
    {
        var resource = subresource.Length == 0 ? key.Resource : $"{key.Resource}/{subresource}";
        var wanted = new PolicyRule { Verbs = [verb], ApiGroups = [key.Group], Resources = [resource], ResourceNames = verb == "create" ? null : [key.Name] };
        var owned = RulesOf.Value[user].Where(own => own.Namespace.Length == 0 || own.Namespace == key.Namespace).Select(own => own.Rule).ToList();
        if (RuleCoverage.Missing(owned, [wanted]).Count > 0)
        {
            _missing.TryAdd($"{user}: {verb} {(key.Group.Length == 0 ? "core" : key.Group)} {resource}", true);
        }
    }

    private static ILookup<string, (string Namespace, PolicyRule Rule)> Read()
    {
        var roles = DefaultRoles.Load();
        var cluster = roles.ClusterRoles.ToDictionary(role => role.Metadata.Name!, role => role.Rules, StringComparer.Ordinal);
        var local = roles.Roles.ToDictionary(role => (role.Metadata.Namespace!, role.Metadata.Name!), role => role.Rules);
        var wide = roles.ClusterRoleBindings.SelectMany(binding => UsersOf(binding.Subjects).SelectMany(user => cluster[binding.RoleRef.Name].Select(rule => (user, Own: ("", rule)))));
        var narrow = roles.RoleBindings.SelectMany(binding => UsersOf(binding.Subjects).SelectMany(user =>
            local[(binding.Metadata.Namespace!, binding.RoleRef.Name)].Select(rule => (user, Own: (binding.Metadata.Namespace!, rule)))));
        return wide.Concat(narrow).ToLookup(found => found.user, found => found.Own, StringComparer.Ordinal);
    }

    private static IEnumerable<string> UsersOf(List<RbacSubject>? subjects) => (subjects ?? []).Where(subject => subject.Kind != "Group")
        .Select(subject => subject.Kind == "User" ? subject.Name : $"system:serviceaccount:{subject.Namespace}:{subject.Name}");
}
