using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>
/// Whether rules cover other rules: everything that the others allow is allowed by some rule alone (a real server's <c>validation.Covers</c>).
/// The others are broken down to their smallest parts, one verb on one resource.
/// </summary>
public static class RuleCoverage
{
    private const string All = "*";

    /// <summary>The smallest parts of <paramref name="wanted"/> that <paramref name="owned"/> does not cover; none when it covers all.</summary>
    public static List<PolicyRule> Missing(IReadOnlyList<PolicyRule> owned, IReadOnlyList<PolicyRule> wanted) =>
        [.. wanted.SelectMany(BreakDown).Where(part => !owned.Any(rule => Covers(rule, part)))];

    private static IEnumerable<PolicyRule> BreakDown(PolicyRule rule)
    {
        foreach (var group in rule.ApiGroups ?? [])
        {
            foreach (var resource in rule.Resources ?? [])
            {
                foreach (var verb in rule.Verbs)
                {
                    foreach (var name in rule.ResourceNames is { Count: > 0 } names ? names : [null!])
                    {
                        yield return new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource], ResourceNames = name is null ? null : [name] };
                    }
                }
            }
        }

        foreach (var path in rule.NonResourceURLs ?? [])
        {
            foreach (var verb in rule.Verbs)
            {
                yield return new PolicyRule { Verbs = [verb], NonResourceURLs = [path] };
            }
        }
    }

    private static bool Covers(PolicyRule rule, PolicyRule part) =>
        Has(rule.Verbs, part.Verbs[0])
        && (part.ApiGroups is null || Has(rule.ApiGroups, part.ApiGroups[0]))
        && (part.Resources is null || CoversResource(rule.Resources, part.Resources[0]))
        && (part.NonResourceURLs is null || CoversPath(rule.NonResourceURLs, part.NonResourceURLs[0]))
        && (rule.ResourceNames is not { Count: > 0 } || (part.ResourceNames is [var name] && rule.ResourceNames.Contains(name)));

    private static bool CoversResource(List<string>? own, string resource)
    {
        if (Has(own, resource))
        {
            return true;
        }

        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && own?.Contains("*" + resource[slash..]) == true;
    }

    private static bool CoversPath(List<string>? own, string path) => own?.Exists(covering => CompiledRule.PathMatches(covering, path)) == true;

    private static bool Has(List<string>? own, string value) => own?.Contains(All) == true || own?.Contains(value) == true;
}
