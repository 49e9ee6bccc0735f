using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Batch;

/// <summary>Checks which failures of pods end a job, or do not count.</summary>
internal static class FailurePolicyRules
{
    private const int MaximumRules = 20;
    private const int MaximumPatterns = 20;
    private const int MaximumCodes = 255;

    private static readonly string[] Actions = ["Count", "FailIndex", "FailJob", "Ignore"];
    private static readonly string[] Operators = ["In", "NotIn"];
    private static readonly string[] Statuses = ["False", "True", "Unknown"];

    public static void Validate(JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.PodFailurePolicy is not { } policy)
        {
            return;
        }

        var rules = path.Child("rules");
        if (policy.Rules.Count > MaximumRules)
        {
            errors.TooMany(rules, policy.Rules.Count, MaximumRules);
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            Rule(policy.Rules[i], spec, errors, rules.Index(i));
        }
    }

    private static void Rule(PodFailurePolicyRule rule, JobSpec spec, FieldErrors errors, FieldPath path)
    {
        if (rule.Action.Length == 0)
        {
            errors.Required(path.Child("action"), $"valid values: [{string.Join(' ', Actions.Select(GoText.Quote))}]");
        }
        else if (rule.Action == "FailIndex" && spec.BackoffLimitPerIndex is null)
        {
            errors.Invalid(path.Child("action"), rule.Action, "requires the backoffLimitPerIndex to be set");
        }
        else
        {
            MemberRules.Supported(rule.Action, Actions, errors, path, "action");
        }

        var patterns = rule.OnPodConditions is { Count: > 0 };
        if (patterns == rule.OnExitCodes is not null)
        {
            var problem = patterns ? "specifying both OnExitCodes and OnPodConditions is not supported" : "specifying one of OnExitCodes and OnPodConditions is required";
            errors.Add(new FieldError(FieldErrorType.Invalid, path.ToString(), "Invalid value: " + problem));
        }

        if (rule.OnExitCodes is { } codes)
        {
            ExitCodes(codes, spec, errors, path.Child("onExitCodes"));
        }

        Conditions(rule.OnPodConditions, errors, path.Child("onPodConditions"));
    }

    private static void ExitCodes(PodFailurePolicyOnExitCodesRequirement codes, JobSpec spec, FieldErrors errors, FieldPath path)
    {
        MemberRules.OneOf(codes.Operator, Operators, errors, path, "operator");
        if (codes.ContainerName is { } name && !spec.Template.Spec.Containers.Exists(c => c.Name == name) && spec.Template.Spec.InitContainers?.Exists(c => c.Name == name) != true)
        {
            errors.Invalid(path.Child("containerName"), name, "must be one of the container or initContainer names in the pod template");
        }

        var values = path.Child("values");
        if (codes.Values.Count == 0)
        {
            errors.Invalid(values, Shown(codes.Values), "at least one value is required");
        }
        else if (codes.Values.Count > MaximumCodes)
        {
            errors.TooMany(values, codes.Values.Count, MaximumCodes);
        }

        var ordered = true;
        var seen = new HashSet<int>();
        for (var i = 0; i < codes.Values.Count; i++)
        {
            if (codes is { Operator: "In" } && codes.Values[i] == 0)
            {
                errors.Invalid(values.Index(i), 0, "must not be 0 for the In operator");
            }

            if (!seen.Add(codes.Values[i]))
            {
                errors.Duplicate(values.Index(i), codes.Values[i]);
            }

            ordered &= i == 0 || codes.Values[i - 1] <= codes.Values[i];
        }

        if (!ordered)
        {
            errors.Invalid(values, Shown(codes.Values), "must be ordered");
        }
    }

    private static void Conditions(List<PodFailurePolicyOnPodConditionsPattern>? patterns, FieldErrors errors, FieldPath path)
    {
        if (patterns?.Count > MaximumPatterns)
        {
            errors.TooMany(path, patterns.Count, MaximumPatterns);
        }

        for (var i = 0; i < (patterns?.Count ?? 0); i++)
        {
            errors.Invalid(path.Index(i).Child("type"), patterns![i].Type, NameRules.QualifiedName(patterns[i].Type));
            MemberRules.OneOf(patterns[i].Status, Statuses, errors, path.Index(i), "status");
        }
    }

    private static System.Text.Json.Nodes.JsonArray Shown(List<int> codes) => [.. codes.Select(code => (System.Text.Json.Nodes.JsonNode)code)];
}
