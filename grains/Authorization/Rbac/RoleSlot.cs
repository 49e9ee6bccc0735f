using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>The place of a role, to which bindings hold on: so a role may come, change and go without a look at its bindings. Compiled when first needed.</summary>
internal sealed class RoleSlot(RoleKey key)
{
    private volatile Content? _content;

    /// <summary>Which role it is.</summary>
    public RoleKey Key { get; } = key;

    /// <summary>How many bindings hold it; the follower's thread alone counts.</summary>
    public int Bindings { get; set; }

    /// <summary>Whether the role exists.</summary>
    public bool Exists => _content is not null;

    /// <summary>The rules as they are in the role; none when it does not exist.</summary>
    public IReadOnlyList<PolicyRule> Rules => _content?.Rules ?? [];

    /// <summary>The rules, ready to be matched.</summary>
    public CompiledRule[] Compiled => _content?.Compiled ?? [];

    /// <summary>What a real server says of a role that a binding names and that does not exist.</summary>
    public string NotFound => $"{(Key.Namespace.Length == 0 ? "clusterrole" : "role")}.rbac.authorization.k8s.io \"{Key.Name}\" not found";

    /// <summary>The role has a new state; null when it is gone.</summary>
    public void Set(ReplicaEntry? entry) => _content = entry is null ? null : new Content(entry, Key.Namespace.Length == 0);

    private sealed class Content(ReplicaEntry entry, bool isClusterRole)
    {
        private CompiledRule[]? _compiled;

        public IReadOnlyList<PolicyRule> Rules => isClusterRole ? entry.As<ClusterRole>().Rules : entry.As<Role>().Rules;

        public CompiledRule[] Compiled => _compiled ??= [.. Rules.Select(rule => new CompiledRule(rule))];
    }
}
