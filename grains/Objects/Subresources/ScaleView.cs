using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Grains.Objects.Writing;
using LabelSelector = Orchestrator.Api.Models.Meta.V1.LabelSelector;

namespace Orchestrator.Grains.Objects.Subresources;

/// <summary>The <c>autoscaling/v1</c> Scale of an object that has replicas.</summary>
public static class ScaleView
{
    /// <summary>Reads the scale from the object's JSON, whatever its kind.</summary>
    /// <param name="utf8">The object.</param>
    /// <param name="paths">Where its numbers are; null for the usual places.</param>
    /// <exception cref="ApiException">A custom resource has no number of replicas to show.</exception>
    public static Scale Of(ReadOnlyMemory<byte> utf8, ScalePaths? paths)
    {
        var tree = (JsonObject)JsonNode.Parse(utf8.Span)!;
        var metadata = JsonModel.Read<ObjectMeta>(JsonBytes.Of(tree["metadata"]!));
        return new Scale
        {
            Metadata = new ObjectMeta
            {
                Name = metadata.Name,
                Namespace = metadata.Namespace,
                Uid = metadata.Uid,
                ResourceVersion = metadata.ResourceVersion,
                CreationTimestamp = metadata.CreationTimestamp,
            },
            Spec = paths is null ? new ScaleSpec { Replicas = (int?)tree["spec"]?["replicas"] } : CustomScale.Spec(tree, paths),
            Status = paths is null ? Status(tree) : CustomScale.Status(tree, paths),
        };
    }

    private static ScaleStatus Status(JsonObject tree) => new()
    {
        Replicas = (int?)tree["status"]?["replicas"] ?? 0,
        Selector = tree["spec"]?["selector"] is JsonObject selector ? Selector(selector) : null,
    };

    /// <summary>A replication controller's selector is a plain map; everybody else's has <c>matchLabels</c> and <c>matchExpressions</c>.</summary>
    private static string Selector(JsonObject selector) =>
        selector.ContainsKey("matchLabels") || selector.ContainsKey("matchExpressions")
            ? JsonModel.Read<LabelSelector>(JsonBytes.Of(selector)).ToSelector().ToString()
            : string.Join(',', selector.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));
}
