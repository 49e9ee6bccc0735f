using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;

namespace Orchestrator.Grains.Authorization.Rbac;

/// <summary>Rules in words: <c>{APIGroups:["apps"], Resources:["deployments"], Verbs:["get" "list"]}</c>.</summary>
internal static class RuleText
{
    /// <summary>Each rule once, sorted, verbs of the same resource together.</summary>
    public static IEnumerable<string> Describe(IEnumerable<PolicyRule> rules) =>
        Compact(rules).Select(Describe).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static List<PolicyRule> Compact(IEnumerable<PolicyRule> rules)
    {
        var compact = new List<PolicyRule>();
        var byResource = new Dictionary<(string Group, string Resource, string? Name), PolicyRule>();
        foreach (var rule in rules)
        {
            if (rule is not { ApiGroups: [var group], Resources: [var resource], NonResourceURLs: not { Count: > 0 }, ResourceNames: null or [] or [_] })
            {
                compact.Add(rule);
                continue;
            }

            var key = (group, resource, rule.ResourceNames is [var name] ? name : null);
            if (byResource.TryGetValue(key, out var same))
            {
                same.Verbs.AddRange(rule.Verbs);
            }
            else
            {
                byResource[key] = new PolicyRule { Verbs = [.. rule.Verbs], ApiGroups = rule.ApiGroups, Resources = rule.Resources, ResourceNames = rule.ResourceNames };
                compact.Add(byResource[key]);
            }
        }

        return compact;
    }

    private static string Describe(PolicyRule rule)
    {
        var text = new StringBuilder("{");
        Append(text, "APIGroups", rule.ApiGroups);
        Append(text, "Resources", rule.Resources);
        Append(text, "NonResourceURLs", rule.NonResourceURLs);
        Append(text, "ResourceNames", rule.ResourceNames);
        Append(text, "Verbs", rule.Verbs);
        return text.Append('}').ToString();
    }

    private static void Append(StringBuilder text, string name, List<string>? values)
    {
        if (values is { Count: > 0 })
        {
            text.Append(text.Length > 1 ? ", " : "").Append(name).Append(":[").AppendJoin(' ', values.Select(GoText.Quote)).Append(']');
        }
    }
}
