using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks what a container itself says of its restarts and of changes of its resources.</summary>
internal static class ContainerRestartRules
{
    private const int MaximumRules = 20;
    private const int MaximumCodes = 255;

    private static readonly string[] Policies = ["Always", "Never", "OnFailure"];
    private static readonly string[] Actions = ["Restart"];
    private static readonly string[] Operators = ["In", "NotIn"];
    private static readonly string[] ResizableResources = ["cpu", "memory"];
    private static readonly string[] ResizePolicies = ["NotRequired", "RestartContainer"];

    public static void Restarts(Container container, FieldErrors errors, FieldPath path)
    {
        MemberRules.Supported(container.RestartPolicy, Policies, errors, path, "restartPolicy");
        if (container.RestartPolicyRules is not { Count: > 0 } rules)
        {
            return;
        }

        if (string.IsNullOrEmpty(container.RestartPolicy))
        {
            errors.Required(path.Child("restartPolicy"), "must specify restartPolicy when restart rules are used");
        }

        if (rules.Count > MaximumRules)
        {
            errors.TooMany(path.Child("restartPolicyRules"), rules.Count, MaximumRules);
        }

        for (var i = 0; i < rules.Count; i++)
        {
            Rule(rules[i], errors, path.Child("restartPolicyRules").Index(i));
        }
    }

    public static void Resizes(List<ContainerResizePolicy>? policies, string? podRestartPolicy, FieldErrors errors, FieldPath container)
    {
        for (var i = 0; i < (policies?.Count ?? 0); i++)
        {
            var (policy, path) = (policies![i], container.Child("resizePolicy"));
            if (policies.FindIndex(other => other.ResourceName == policy.ResourceName) < i)
            {
                errors.Duplicate(path, policy.ResourceName);
            }

            if (policy.ResourceName.Length == 0)
            {
                errors.Required(path);
            }
            else
            {
                MemberRules.Supported(policy.ResourceName, ResizableResources, errors, container, "resizePolicy");
            }

            MemberRules.OneOf(policy.RestartPolicy, ResizePolicies, errors, container, "resizePolicy");
            if (podRestartPolicy == "Never" && policy.RestartPolicy == "RestartContainer")
            {
                errors.Invalid(path, policy.RestartPolicy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    private static void Rule(ContainerRestartRule rule, FieldErrors errors, FieldPath path)
    {
        MemberRules.OneOf(rule.Action, Actions, errors, path, "action");
        if (rule.ExitCodes is not { } codes)
        {
            errors.Required(path.Child("exitCodes"), "must be specified");
            return;
        }

        MemberRules.OneOf(codes.Operator, Operators, errors, path.Child("exitCodes"), "operator");
        if (codes.Values is not { Count: > 0 })
        {
            errors.Required(path.Child("exitCodes", "values"), "must specify at least one value");
        }
        else if (codes.Values.Count > MaximumCodes)
        {
            errors.TooMany(path.Child("exitCodes", "values"), codes.Values.Count, MaximumCodes);
        }
    }
}
