using Orchestrator.Api.Models.AdmissionRegistration.V1;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>What validating and mutating webhooks have in common.</summary>
internal sealed record WebhookView(
    string Name,
    WebhookClientConfig ClientConfig,
    List<RuleWithOperations>? Rules,
    string? FailurePolicy,
    string? MatchPolicy,
    LabelSelector? NamespaceSelector,
    LabelSelector? ObjectSelector,
    string? SideEffects,
    int? TimeoutSeconds,
    List<string> AdmissionReviewVersions,
    List<MatchCondition>? MatchConditions)
{
    public static WebhookView Of(ValidatingWebhook hook) => new(
        hook.Name, hook.ClientConfig, hook.Rules, hook.FailurePolicy, hook.MatchPolicy, hook.NamespaceSelector, hook.ObjectSelector,
        hook.SideEffects, hook.TimeoutSeconds, hook.AdmissionReviewVersions, hook.MatchConditions);

    public static WebhookView Of(MutatingWebhook hook) => new(
        hook.Name, hook.ClientConfig, hook.Rules, hook.FailurePolicy, hook.MatchPolicy, hook.NamespaceSelector, hook.ObjectSelector,
        hook.SideEffects, hook.TimeoutSeconds, hook.AdmissionReviewVersions, hook.MatchConditions);
}
