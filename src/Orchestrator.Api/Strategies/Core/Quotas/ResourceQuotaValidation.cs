using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Quotas;

/// <summary>Checks quotas.</summary>
internal static class ResourceQuotaValidation
{
    private const string BestEffort = "BestEffort";

    private static readonly string[] Scopes =
        [BestEffort, "CrossNamespacePodAffinity", "NotBestEffort", "NotTerminating", "PriorityClass", "Terminating", "VolumeAttributesClass"];

    public static void Spec(ResourceQuotaSpec spec, FieldErrors errors, FieldPath path)
    {
        Amounts(spec.Hard, errors, path.Child("hard"));
        ScopeNames(spec.Scopes ?? [], spec, errors, path.Child("scopes"));
        if (spec.ScopeSelector is { } selector)
        {
            Selector(selector, errors, path.Child("scopeSelector", "matchExpressions"));
        }
    }

    public static void Amounts(Dictionary<string, Quantity>? amounts, FieldErrors errors, FieldPath path)
    {
        foreach (var (name, amount) in amounts ?? [])
        {
            QuotaResources.Quota(name, errors, path.Key(name));
            if (amount.Sign < 0)
            {
                errors.Invalid(path.Key(name), amount, "must be greater than or equal to 0");
            }

            if (QuotaResources.IsWhole(name) && amount.Nanos % 1_000_000_000 != 0)
            {
                errors.Invalid(path.Key(name), amount, "must be an integer");
            }
        }
    }

    private static void ScopeNames(List<string> scopes, ResourceQuotaSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var scope in scopes)
        {
            if (!Scopes.Contains(scope))
            {
                errors.Invalid(path, scopes, "unsupported scope");
                continue;
            }

            foreach (var name in spec.Hard?.Keys ?? (IEnumerable<string>)[])
            {
                if (!Applies(scope, name))
                {
                    errors.Invalid(path, scopes, "unsupported scope applied to resource");
                }
            }
        }

        if ((scopes.Contains(BestEffort) && scopes.Contains("NotBestEffort")) || (scopes.Contains("Terminating") && scopes.Contains("NotTerminating")))
        {
            errors.Invalid(path, scopes, "conflicting scopes");
        }
    }

    // Pods that ask for nothing can only be counted, and scopes of pods say nothing of other objects.
    private static bool Applies(string scope, string resource) => scope switch
    {
        BestEffort => resource == "pods",
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => resource is "pods" or "cpu" or "memory" or "ephemeral-storage"
            || resource.StartsWith("requests.", StringComparison.Ordinal)
            || resource.StartsWith("limits.", StringComparison.Ordinal)
            || resource.Contains("hugepages-", StringComparison.Ordinal)
            || (resource.Contains('/', StringComparison.Ordinal) && !resource.StartsWith("count/", StringComparison.Ordinal)),
    };

    private static void Selector(ScopeSelector selector, FieldErrors errors, FieldPath path)
    {
        foreach (var expression in selector.MatchExpressions ?? [])
        {
            if (!Scopes.Contains(expression.ScopeName))
            {
                errors.Invalid(path.Child("scopeName"), expression.ScopeName, "unsupported scope");
            }

            if (expression.ScopeName is not ("PriorityClass" or "VolumeAttributesClass") && expression.Operator != "Exists")
            {
                errors.Invalid(
                    path.Child("operator"),
                    expression.Operator,
                    "must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, "
                    + "ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
            }

            switch (expression.Operator)
            {
                case "In" or "NotIn" when expression.Values is not { Count: > 0 }:
                    errors.Required(path.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                    break;
                case "Exists" or "DoesNotExist" when expression.Values is { Count: > 0 }:
                    errors.Invalid(path.Child("values"), expression.Values, "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                    break;
                case "In" or "NotIn" or "Exists" or "DoesNotExist":
                    break;
                default:
                    errors.Invalid(path.Child("operator"), expression.Operator, "not a valid selector operator");
                    break;
            }
        }
    }
}
