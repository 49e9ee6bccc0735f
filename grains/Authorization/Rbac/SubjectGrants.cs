namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>All that one subject is given in one namespace, or in the cluster's scope. Immutable: a change makes another.</summary>
internal sealed class SubjectGrants
{
    private const int Few = 32;
    private readonly Grant[] _all;
    private readonly RoleGeneration _roles;
    private Grant[]? _distinct;
    private GrantTable? _table;

    private SubjectGrants(Grant[] all, RoleGeneration roles)
    {
        _all = all;
        _roles = roles;
    }

    /// <summary>Nothing.</summary>
    public static SubjectGrants None { get; } = new([], new RoleGeneration());

    /// <summary>Whether there is nothing left.</summary>
    public bool IsEmpty => _all.Length == 0;

    /// <summary>One grant for each role: a role that is given by many bindings is looked at once.</summary>
    public Grant[] Distinct => _distinct ??= [.. _all.DistinctBy(grant => grant.Role)];

    /// <summary>The first grant of a subject.</summary>
    public static SubjectGrants Of(Grant grant, RoleGeneration roles) => new([grant], roles);

    /// <summary>The grants that may allow it.</summary>
    public Grant[] Candidates(in AccessAttributes attributes) => Distinct.Length <= Few ? Distinct : Table().Candidates(attributes);

    /// <summary>With another grant.</summary>
    public SubjectGrants With(Grant grant) => new([.. _all, grant], _roles);

    /// <summary>Without one of the grants.</summary>
    public SubjectGrants Without(Grant gone) => new(Array.FindAll(_all, grant => !ReferenceEquals(grant, gone)), _roles);

    // the generation is read first: a role that changes meanwhile makes the table old at once
    private GrantTable Table()
    {
        var generation = _roles.Value;
        var table = _table;
        return table is not null && table.Generation == generation ? table : _table = new GrantTable(Distinct, generation);
    }
}
