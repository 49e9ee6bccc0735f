namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>All that one subject is given in one namespace, or in the cluster's scope. Immutable: a change makes another.</summary>
internal sealed class SubjectGrants
{
    private readonly Grant[] _all;
    private Grant[]? _distinct;

    private SubjectGrants(Grant[] all) => _all = all;

    /// <summary>Nothing.</summary>
    public static SubjectGrants None { get; } = new([]);

    /// <summary>Whether there is nothing left.</summary>
    public bool IsEmpty => _all.Length == 0;

    /// <summary>One grant for each role: a role that is given by many bindings is looked at once.</summary>
    public Grant[] Distinct => _distinct ??= [.. _all.DistinctBy(grant => grant.Role)];

    /// <summary>With another grant.</summary>
    public SubjectGrants With(Grant grant) => new([.. _all, grant]);

    /// <summary>Without one of the grants.</summary>
    public SubjectGrants Without(Grant gone) => new(Array.FindAll(_all, grant => !ReferenceEquals(grant, gone)));
}
