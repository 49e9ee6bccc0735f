using Orchestrator.Api.Models.AdmissionRegistration.V1;

namespace Orchestrator.Api.Strategies.AdmissionRegistration;

/// <summary>What webhooks and policies leave open.</summary>
internal static class WebhookDefaults
{
    private const int HttpsPort = 443;

    public static void Client(WebhookClientConfig client)
    {
        if (client.Service is { } service)
        {
            service.Port ??= HttpsPort;
        }
    }

    public static void Rules(List<RuleWithOperations>? rules)
    {
        foreach (var rule in rules ?? [])
        {
            rule.Scope ??= "*";
        }
    }

    public static void Match(MatchResources? match)
    {
        if (match is null)
        {
            return;
        }

        match.MatchPolicy ??= "Equivalent";
        match.NamespaceSelector ??= new();
        match.ObjectSelector ??= new();
        foreach (var rule in match.ResourceRules ?? [])
        {
            rule.Scope ??= "*";
        }

        foreach (var rule in match.ExcludeResourceRules ?? [])
        {
            rule.Scope ??= "*";
        }
    }
}
