using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Grains.Controllers.Endpoints;

/// <summary>
/// Endpoints hold 1000 addresses; of more, each subset keeps a share, and ready ones come first (<c>truncateEndpoints</c> of the endpoints controller).
/// </summary>
internal static class Capacity
{
    /// <summary>Says that addresses were left out.</summary>
    public const string Annotation = "endpoints.kubernetes.io/over-capacity";

    /// <summary>The annotation's value.</summary>
    public const string Truncated = "truncated";

    /// <summary>How many addresses endpoints hold.</summary>
    public const int Maximum = 1000;

    /// <summary>Takes out what is too much; says whether anything was.</summary>
    public static bool Truncate(List<EndpointSubset> subsets, int maximum = Maximum)
    {
        var (ready, notReady) = (0, 0);
        foreach (var subset in subsets)
        {
            ready += subset.Addresses?.Count ?? 0;
            notReady += subset.NotReadyAddresses?.Count ?? 0;
        }

        if (ready + notReady <= maximum)
        {
            return false;
        }

        var forReady = Math.Min(ready, maximum);
        var forNotReady = maximum - forReady;
        var (readyBefore, notReadyBefore) = (0L, 0L);
        foreach (var subset in subsets)
        {
            subset.Addresses = Share(subset.Addresses, ready, forReady, ref readyBefore);
            subset.NotReadyAddresses = Share(subset.NotReadyAddresses, notReady, forNotReady, ref notReadyBefore);
        }

        subsets.RemoveAll(static subset => subset is { Addresses: null, NotReadyAddresses: null });
        return true;
    }

    /// <summary>A subset's part of the places: rounded so that all parts come to the whole.</summary>
    private static List<EndpointAddress>? Share(List<EndpointAddress>? addresses, int total, int places, ref long before)
    {
        if (addresses is null)
        {
            return null;
        }

        var first = before * places / total;
        before += addresses.Count;
        var count = (int)((before * places / total) - first);
        return count == 0 ? null : addresses[..count];
    }
}
