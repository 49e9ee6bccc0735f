using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>A rule of a role, ready to be matched without allocation (the semantics are a real server's <c>RuleAllows</c>).</summary>
internal sealed class CompiledRule
{
    private const string All = "*";
    private readonly bool _allVerbs;
    private readonly string[] _verbs;
    private readonly bool _allGroups;
    private readonly string[] _groups;
    private readonly bool _allResources;
    private readonly (string Resource, string Subresource)[] _resources;
    private readonly string[] _names;
    private readonly string[] _paths;

    public CompiledRule(PolicyRule rule)
    {
        _verbs = [.. rule.Verbs];
        _allVerbs = rule.Verbs.Contains(All);
        _groups = [.. rule.ApiGroups ?? []];
        _allGroups = rule.ApiGroups?.Contains(All) == true;
        _resources = [.. (rule.Resources ?? []).Select(Split)];
        _allResources = rule.Resources?.Contains(All) == true;
        _names = [.. rule.ResourceNames ?? []];
        _paths = [.. rule.NonResourceURLs ?? []];
        HasAnyResource = Array.Exists(_resources, static resource => resource.Resource == All);
    }

    /// <summary>Whether it has to do with every resource, or with a subresource of every one.</summary>
    public bool HasAnyResource { get; }

    /// <summary>Whether it has to do with paths.</summary>
    public bool HasPaths => _paths.Length > 0;

    /// <summary>The resources that it has to do with, without subresources.</summary>
    public IEnumerable<string> Resources => _resources.Select(static resource => resource.Resource);

    /// <summary>Whether the rule allows it.</summary>
    public bool Allows(in AccessAttributes attributes) => attributes.IsResource
        ? MatchesResource(attributes.Resource, attributes.Subresource)
            && (_allVerbs || Has(_verbs, attributes.Verb))
            && (_allGroups || Has(_groups, attributes.Group))
            && (_names.Length == 0 || Has(_names, attributes.Name))
        : (_allVerbs || Has(_verbs, attributes.Verb)) && MatchesPath(attributes.Path);

    /// <summary>Whether one of the paths covers a path: the same, <c>*</c>, or a prefix that ends in <c>*</c>.</summary>
    public static bool PathMatches(string own, string path) =>
        own == path || (own.EndsWith('*') && path.AsSpan().StartsWith(own.AsSpan().TrimEnd('*'), StringComparison.Ordinal));

    // a resource alone does not stand for its subresources; "*" stands for both, "*/scale" for the scale of everything
    private bool MatchesResource(string resource, string subresource)
    {
        if (_allResources)
        {
            return true;
        }

        foreach (var own in _resources)
        {
            if (string.Equals(own.Subresource, subresource, StringComparison.Ordinal)
                && (string.Equals(own.Resource, resource, StringComparison.Ordinal) || (subresource.Length > 0 && own.Resource == All)))
            {
                return true;
            }
        }

        return false;
    }

    private bool MatchesPath(string path)
    {
        foreach (var own in _paths)
        {
            if (PathMatches(own, path))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(string[] values, string value)
    {
        foreach (var own in values)
        {
            if (string.Equals(own, value, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static (string Resource, string Subresource) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (text, "") : (text[..slash], text[(slash + 1)..]);
    }
}
