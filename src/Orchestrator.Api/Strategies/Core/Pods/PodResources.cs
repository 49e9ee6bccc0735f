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
