using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Resources that a pod asks for as a whole, which its containers share.</summary>
internal static class PodResources
{
    private static readonly string[] Supported = ["cpu", "hugepages-", "memory"];

    /// <summary>A limit without a request asks for what the containers ask for together, or for the limit.</summary>
    public static void Default(ResourceRequirements resources, PodSpec spec)
    {
        resources.Requests ??= [];
        foreach (var (name, limit) in resources.Limits!)
        {
            if (IsSupported(name) && !resources.Requests.ContainsKey(name))
            {
                resources.Requests[name] = Aggregate(spec, name, container => container.Requests) ?? limit;
            }
        }
    }

    public static void Validate(PodSpec spec, FieldErrors errors, FieldPath path)
    {
        if (spec.Resources is not { } resources)
        {
            return;
        }

        if (resources.Claims is { Count: > 0 })
        {
            errors.Forbidden(path.Child("claims"), "claims may not be set for Resources at pod-level");
        }

        Names(resources.Limits, errors, path.Child("limits"));
        Names(resources.Requests, errors, path.Child("requests"));
        ResourceRules.RequestsAndLimits(resources, errors, path);
        foreach (var (name, request) in resources.Requests ?? [])
        {
            if (Aggregate(spec, name, container => container.Requests) is { } together && together > request)
            {
                errors.Invalid(path.Child("requests").Key(name), request, $"must be greater than or equal to aggregate container requests of {together}");
            }
        }

        if (resources.Limits is { } limits)
        {
            Limits(limits, spec, errors, path);
        }
    }

    // No container may have more than the pod. Huge pages are given out whole, so there the pod must have enough for all.
    private static void Limits(Dictionary<string, Quantity> limits, PodSpec spec, FieldErrors errors, FieldPath path)
    {
        foreach (var (name, limit) in limits)
        {
            if (name.StartsWith("hugepages-", StringComparison.Ordinal)
                && Aggregate(spec, name, container => container.Limits) is { } together
                && together > limit)
            {
                errors.Invalid(path.Child("limits").Key(name), limit, $"must be greater than or equal to aggregate container limits of {together}");
            }
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            foreach (var (name, limit) in spec.Containers[i].Resources.Limits ?? [])
            {
                if (limits.TryGetValue(name, out var whole) && limit > whole)
                {
                    errors.Invalid(path.Child("containers").Index(i).Key(name).Child("limits"), limit, $"must be less than or equal to pod limits of {whole}");
                }
            }
        }
    }

    private static void Names(Dictionary<string, Quantity>? amounts, FieldErrors errors, FieldPath path)
    {
        foreach (var name in amounts?.Keys ?? (IEnumerable<string>)[])
        {
            if (!IsSupported(name))
            {
                errors.NotSupported(path.Key(name), name, Supported);
            }
        }
    }

    private static bool IsSupported(string name) => name is "cpu" or "memory" || name.StartsWith("hugepages-", StringComparison.Ordinal);

    private static Quantity? Aggregate(PodSpec spec, string name, Func<ResourceRequirements, Dictionary<string, Quantity>?> amounts)
    {
        Quantity? sum = null;
        foreach (var container in spec.Containers)
        {
            if (amounts(container.Resources) is { } known && known.TryGetValue(name, out var amount))
            {
                sum = sum is { } before ? before + amount : amount;
            }
        }

        return sum;
    }
}
