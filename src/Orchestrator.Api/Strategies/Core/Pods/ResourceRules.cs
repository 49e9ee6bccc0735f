using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks the requests and limits of a container.</summary>
internal static class ResourceRules
{
    public static void Validate(ResourceRequirements resources, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var limits = path.Child("limits");
        var requests = path.Child("requests");
        foreach (var (name, limit) in resources.Limits ?? [])
        {
            Amount(name, limit, errors, limits.Key(name));
        }

        foreach (var (name, request) in resources.Requests ?? [])
        {
            Amount(name, request, errors, requests.Key(name));
            if (resources.Limits is { } all && all.TryGetValue(name, out var limit))
            {
                Against(name, request, limit, errors, requests);
            }
            else if (!MayExceed(name))
            {
                errors.Required(limits, "Limit must be set for non overcommitable resources");
            }
        }

        for (var i = 0; i < (resources.Claims?.Count ?? 0); i++)
        {
            var claim = resources.Claims![i];
            if (spec.ResourceClaims?.Exists(known => known.Name == claim.Name) != true)
            {
                errors.NotFound(path.Child("claims").Index(i), claim.Name);
            }
        }
    }

    private static void Against(string name, Quantity request, Quantity limit, FieldErrors errors, FieldPath path)
    {
        if (!MayExceed(name) && request != limit)
        {
            errors.Invalid(path, request.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (request > limit)
        {
            errors.Invalid(path, request.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static void Amount(string name, Quantity amount, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path, name, NameRules.QualifiedName(name));
        if (!name.Contains('/', StringComparison.Ordinal) && !IsStandard(name))
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
            errors.Invalid(path, name, "must be a standard resource for containers");
        }

        if (amount.Sign < 0)
        {
            errors.Invalid(path, amount.ToString(), "must be greater than or equal to 0");
        }

        if (!MayExceed(name) && amount.Nanos % 1_000_000_000 != 0)
        {
            errors.Invalid(path, amount.ToString(), "must be an integer");
        }
    }

    private static bool IsStandard(string name) => name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith("hugepages-", StringComparison.Ordinal);

    // Resources of a node that cannot be shared, such as devices, are given out whole.
    private static bool MayExceed(string name) =>
        !name.StartsWith("hugepages-", StringComparison.Ordinal)
        && (!name.Contains('/', StringComparison.Ordinal) || name[..name.IndexOf('/', StringComparison.Ordinal)].EndsWith("kubernetes.io", StringComparison.Ordinal));
}
