using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V1;

namespace Orchestrator.Grains.Objects.Subresources;

/// <summary>The scale of a custom resource, whose definition says where its numbers are.</summary>
internal static class CustomScale
{
    /// <summary>The wanted number.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public static ScaleSpec Spec(JsonObject tree, ScalePaths paths) => Number(tree, paths.SpecReplicas) is { } replicas
        ? new ScaleSpec { Replicas = replicas }
        : throw new ApiException(StatusFactory.InternalError($"the spec replicas field \".{string.Join('.', paths.SpecReplicas)}\" does not exist"));

    /// <summary>The present number and the selector.</summary>
    public static ScaleStatus Status(JsonObject tree, ScalePaths paths) => new()
    {
        Replicas = Number(tree, paths.StatusReplicas) ?? 0,
        Selector = paths.LabelSelector is { } path && Find(tree, path) is JsonValue value && value.TryGetValue<string>(out var selector) ? selector : null,
    };

    /// <summary>Sets the wanted number.</summary>
    public static void SetReplicas(JsonObject tree, ScalePaths paths, int replicas)
    {
        var parent = tree;
        foreach (var name in paths.SpecReplicas.SkipLast(1))
        {
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            parent = child;
        }

        parent[paths.SpecReplicas[^1]] = replicas;
    }

    private static int? Number(JsonObject tree, IReadOnlyList<string> path) =>
        Find(tree, path) is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var number) ? number : null;

    private static JsonNode? Find(JsonObject tree, IReadOnlyList<string> path)
    {
        JsonNode? found = tree;
        foreach (var name in path)
        {
            found = (found as JsonObject)?[name];
        }

        return found;
    }
}
