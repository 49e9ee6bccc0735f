using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.Amounts;

/// <summary>
/// What a pod takes at its most (<c>PodRequests</c> and <c>PodLimits</c>): its containers and sidecars together, or whatever an init container needs
/// besides the sidecars that run by then. What is said of the pod as a whole comes first.
/// </summary>
internal static class PodAmounts
{
    /// <summary>Its requests.</summary>
    public static Dictionary<string, Quantity> Requests(PodSpec spec, bool withOverhead) =>
        Of(spec, static resources => resources.Requests, withOverhead ? spec.Overhead : null, limits: false);

    /// <summary>Its limits. Overhead counts where there is a limit at all.</summary>
    public static Dictionary<string, Quantity> Limits(PodSpec spec, bool withOverhead) =>
        Of(spec, static resources => resources.Limits, withOverhead ? spec.Overhead : null, limits: true);

    /// <summary>Whether a pod may say how much it takes of this as a whole.</summary>
    public static bool IsPodLevel(string resource) => resource is "cpu" or "memory" || resource.StartsWith("hugepages-", StringComparison.Ordinal);

    private static Dictionary<string, Quantity> Of(
        PodSpec spec, Func<ResourceRequirements, Dictionary<string, Quantity>?> choose, Dictionary<string, Quantity>? overhead, bool limits)
    {
        var sum = ResourceAmounts.None();
        foreach (var container in spec.Containers)
        {
            ResourceAmounts.Add(sum, choose(container.Resources));
        }

        var sidecars = ResourceAmounts.None();
        var most = ResourceAmounts.None();
        foreach (var container in spec.InitContainers ?? [])
        {
            var needed = ResourceAmounts.None();
            ResourceAmounts.Add(needed, choose(container.Resources));
            if (container.RestartPolicy == "Always")
            {
                ResourceAmounts.Add(sum, needed);
                ResourceAmounts.Add(sidecars, needed);
                needed = new Dictionary<string, Quantity>(sidecars, StringComparer.Ordinal);
            }
            else
            {
                ResourceAmounts.Add(needed, sidecars);
            }

            ResourceAmounts.Raise(most, needed);
        }

        ResourceAmounts.Raise(sum, most);
        foreach (var (name, amount) in (spec.Resources is { } whole ? choose(whole) : null) ?? [])
        {
            if (IsPodLevel(name))
            {
                sum[name] = amount;
            }
        }

        foreach (var (name, amount) in overhead ?? [])
        {
            if (!limits || sum.ContainsKey(name))
            {
                ResourceAmounts.Add(sum, name, amount);
            }
        }

        return sum;
    }
}
