namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>
/// The grants of a subject that has very many, by the resources that their roles have to do with: a request looks at few of thousands.
/// It is of one generation of roles.
/// </summary>
internal sealed class GrantTable
{
    private readonly Dictionary<string, Grant[]> _byResource;
    private readonly Grant[] _others;

    public GrantTable(Grant[] grants, long generation)
    {
        Generation = generation;
        var byResource = new Dictionary<string, List<Grant>>(StringComparer.Ordinal) { [""] = [] };
        foreach (var rule in grants.SelectMany(grant => grant.Role.Compiled))
        {
            foreach (var resource in rule.Resources)
            {
                byResource.TryAdd(resource, []);
            }
        }

        var others = new List<Grant>();
        foreach (var grant in grants)
        {
            if (!grant.Role.Exists || Array.Exists(grant.Role.Compiled, rule => rule.HasAnyResource))
            {
                others.Add(grant);
                foreach (var list in byResource.Values)
                {
                    list.Add(grant);
                }

                continue;
            }

            foreach (var resource in grant.Role.Compiled.SelectMany(rule => rule.HasPaths ? rule.Resources.Append("") : rule.Resources).Distinct(StringComparer.Ordinal))
            {
                byResource[resource].Add(grant);
            }
        }

        _byResource = byResource.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
        _others = [.. others];
    }

    /// <summary>The generation of roles that it was made of.</summary>
    public long Generation { get; }

    /// <summary>The grants that may allow it.</summary>
    public Grant[] Candidates(in AccessAttributes attributes) =>
        _byResource.GetValueOrDefault(attributes.IsResource ? attributes.Resource : "", _others);
}
