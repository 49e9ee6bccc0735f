using System.Globalization;
using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Agent.Environment;

/// <summary>The values that the downward API offers (pkg/fieldpath and pkg/api/v1/resource).</summary>
internal static class PodFields
{
    /// <summary>The value of a field path such as <c>metadata.labels['app']</c> or <c>status.podIP</c>; null if it is not offered.</summary>
    public static string? Field(Pod pod, string path, IReadOnlyList<string> podAddresses, IReadOnlyList<string> hostAddresses) => path switch
    {
        "metadata.name" => pod.Metadata.Name ?? "",
        "metadata.namespace" => pod.Metadata.Namespace ?? "",
        "metadata.uid" => pod.Metadata.Uid ?? "",
        "metadata.labels" => Map(pod.Metadata.Labels),
        "metadata.annotations" => Map(pod.Metadata.Annotations),
        "spec.nodeName" => pod.Spec.NodeName ?? "",
        "spec.serviceAccountName" => pod.Spec.ServiceAccountName ?? "",
        "status.podIP" => podAddresses.FirstOrDefault() ?? "",
        "status.podIPs" => string.Join(',', podAddresses),
        "status.hostIP" => hostAddresses.FirstOrDefault() ?? "",
        "status.hostIPs" => string.Join(',', hostAddresses),
        _ when Subscript(path, "metadata.labels") is { } label => pod.Metadata.Labels?.GetValueOrDefault(label) ?? "",
        _ when Subscript(path, "metadata.annotations") is { } annotation => pod.Metadata.Annotations?.GetValueOrDefault(annotation) ?? "",
        _ => null,
    };

    /// <summary>The value of a resource such as <c>limits.cpu</c>, in units of the divisor and rounded up; a missing limit is what the node can allocate.</summary>
    public static string? Resource(Container container, ResourceFieldSelector selector, IReadOnlyDictionary<string, Quantity> allocatable)
    {
        var (list, name) = selector.Resource.Split('.', 2) is [var l, var n] ? (l, n) : ("", "");
        Quantity? value = list switch
        {
            "limits" => Amount(container.Resources.Limits, name) ?? (allocatable.TryGetValue(name, out var all) ? all : null),
            "requests" => Amount(container.Resources.Requests, name) ?? Quantity.FromValue(0),
            _ => null,
        };
        if (value is not { } amount)
        {
            return null;
        }

        var divisor = selector.Divisor.IsZero ? Quantity.FromValue(1) : selector.Divisor;
        var quotient = (amount.Nanos + divisor.Nanos - 1) / divisor.Nanos;
        return quotient.ToString(CultureInfo.InvariantCulture);
    }

    private static Quantity? Amount(Dictionary<string, Quantity>? resources, string name) =>
        resources is not null && resources.TryGetValue(name, out var value) ? value : null;

    // key="escaped value", a line each, sorted by key.
    private static string Map(Dictionary<string, string>? map)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in (map ?? []).OrderBy(static e => e.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length == 0 ? "" : "\n").Append(key).Append("=\"")
                .Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                    .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }

    private static string? Subscript(string path, string map) =>
        path.StartsWith(map, StringComparison.Ordinal) && path.AsSpan(map.Length) is ['[', '\'', .. var key, '\'', ']'] ? key.ToString() : null;
}
