using Orchestrator.Api.Models.AdmissionRegistration.V1;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>What the rules of webhooks and of policies have in common.</summary>
internal readonly record struct MatchRule(List<string>? Operations, List<string>? ApiGroups, List<string>? ApiVersions, List<string>? Resources, string? Scope)
{
    public static implicit operator MatchRule(RuleWithOperations rule) => new(rule.Operations, rule.ApiGroups, rule.ApiVersions, rule.Resources, rule.Scope);

    public static implicit operator MatchRule(NamedRuleWithOperations rule) => new(rule.Operations, rule.ApiGroups, rule.ApiVersions, rule.Resources, rule.Scope);
}
