using System.Globalization;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.LimitRanger;

/// <summary>The bounds that a limit range can set, with a real server's words.</summary>
internal static class Bound
{
    /// <summary>In a stable order.</summary>
    public static IEnumerable<KeyValuePair<string, Quantity>> Sorted(Dictionary<string, Quantity>? bounds) =>
        (bounds ?? []).OrderBy(bound => bound.Key, StringComparer.Ordinal);

    /// <summary>A request is needed, and neither it nor the limit is below.</summary>
    public static void Minimum(
        string type, string name, Quantity bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, List<string> violations)
    {
        if (!requests.TryGetValue(name, out var request))
        {
            violations.Add($"minimum {name} usage per {type} is {bound}.  No request is specified");
        }
        else if (request < bound)
        {
            violations.Add($"minimum {name} usage per {type} is {bound}, but request is {request}");
        }
        else if (limits.TryGetValue(name, out var limit) && limit < bound)
        {
            violations.Add($"minimum {name} usage per {type} is {bound}, but limit is {limit}");
        }
    }

    /// <summary>A limit is needed, and neither it nor the request is above.</summary>
    public static void Maximum(
        string type, string name, Quantity bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, List<string> violations)
    {
        if (!limits.TryGetValue(name, out var limit))
        {
            violations.Add($"maximum {name} usage per {type} is {bound}.  No limit is specified");
        }
        else if (limit > bound)
        {
            violations.Add($"maximum {name} usage per {type} is {bound}, but limit is {limit}");
        }
        else if (requests.TryGetValue(name, out var request) && request > bound)
        {
            violations.Add($"maximum {name} usage per {type} is {bound}, but request is {request}");
        }
    }

    /// <summary>A request is needed, and it is not above: for what has no limits.</summary>
    public static void MaximumRequest(string type, string name, Quantity bound, Dictionary<string, Quantity> requests, List<string> violations)
    {
        if (!requests.TryGetValue(name, out var request))
        {
            violations.Add($"maximum {name} usage per {type} is {bound}.  No request is specified");
        }
        else if (request > bound)
        {
            violations.Add($"maximum {name} usage per {type} is {bound}, but request is {request}");
        }
    }

    /// <summary>The limit is at most so many times the request.</summary>
    public static void Ratio(
        string type, string name, Quantity bound, Dictionary<string, Quantity> requests, Dictionary<string, Quantity> limits, List<string> violations)
    {
        var (request, limit) = (requests.GetValueOrDefault(name), limits.GetValueOrDefault(name));
        if (request.IsZero)
        {
            violations.Add($"{name} max limit to request ratio per {type} is {bound}, but no request is specified or request is 0");
        }
        else if (limit.IsZero)
        {
            violations.Add($"{name} max limit to request ratio per {type} is {bound}, but no limit is specified or limit is 0");
        }
        else if ((double)limit.Nanos / (double)request.Nanos is var ratio && ratio * 1000 > bound.MilliValue())
        {
            violations.Add(string.Create(CultureInfo.InvariantCulture, $"{name} max limit to request ratio per {type} is {bound}, but provided ratio is {ratio:F6}"));
        }
    }
}
