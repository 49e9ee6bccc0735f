using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks requests and limits.</summary>
internal static class ResourceRules
{
    private const string HugePages = "hugepages-";

    /// <summary>The resources of a container.</summary>
    public static void Validate(ResourceRequirements resources, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        RequestsAndLimits(resources, errors, path);
        for (var i = 0; i < (resources.Claims?.Count ?? 0); i++)
        {
            Claim(resources.Claims!, i, spec, errors, path.Child("claims").Index(i));
        }
    }

    /// <summary>Amounts of a pod's overhead.</summary>
    public static void Overhead(Dictionary<string, Quantity> overhead, FieldErrors errors, FieldPath path) =>
        RequestsAndLimits(new ResourceRequirements { Limits = overhead }, errors, path);

    public static void RequestsAndLimits(ResourceRequirements resources, FieldErrors errors, FieldPath path)
    {
        if (resources.Limits is { } limits)
        {
            foreach (var (name, limit) in limits)
            {
                Amount(name, limit, errors, path, "limits");
            }
        }

        if (resources.Requests is { } requests)
        {
            foreach (var (name, request) in requests)
            {
                Amount(name, request, errors, path, "requests");
                if (resources.Limits is { } all && all.TryGetValue(name, out var limit))
                {
                    Against(name, request, limit, errors, path.Child("requests"));
                }
                else if (!MayExceed(name))
                {
                    errors.Required(path.Child("limits"), "Limit must be set for non overcommitable resources");
                }
            }
        }

        if (OnlyHugePages(resources.Limits) || OnlyHugePages(resources.Requests))
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }
    }

    private static void Claim(List<ResourceClaim> claims, int i, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        var claim = claims[i];
        if (claim.Name.Length == 0)
        {
            errors.Required(path);
        }
        else if (spec.ResourceClaims?.Exists(known => known.Name == claim.Name) != true)
        {
            errors.NotFound(path, claim.Name);
        }

        if (claims.FindIndex(other => other.Name == claim.Name && (other.Request ?? "") == (claim.Request ?? "")) < i)
        {
            errors.Duplicate(path, string.IsNullOrEmpty(claim.Request) ? claim.Name : $"{claim.Name}/{claim.Request}");
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

    private static void Amount(string name, Quantity amount, FieldErrors errors, FieldPath resources, string field)
    {
        if (name is "cpu" or "memory" && amount.Sign >= 0)
        {
            return;
        }

        var path = resources.Child(field).Key(name);
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

    private static bool OnlyHugePages(Dictionary<string, Quantity>? amounts)
    {
        var any = false;
        foreach (var name in amounts?.Keys ?? (IEnumerable<string>)[])
        {
            if (name is "cpu" or "memory")
            {
                return false;
            }

            any |= name.StartsWith(HugePages, StringComparison.Ordinal);
        }

        return any;
    }

    private static bool IsStandard(string name) => name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith(HugePages, StringComparison.Ordinal);

    // Resources of a node that cannot be shared, such as devices, are given out whole.
    private static bool MayExceed(string name) =>
        !name.StartsWith(HugePages, StringComparison.Ordinal)
        && (!name.Contains('/', StringComparison.Ordinal) || name[..name.IndexOf('/', StringComparison.Ordinal)].EndsWith("kubernetes.io", StringComparison.Ordinal));
}
