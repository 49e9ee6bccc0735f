using System.Text.Json;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>Objects whose owner is gone.</summary>
internal static class LeftOvers
{
    private static readonly string[] Kinds =
    [
        "api/v1/pods", "apis/apps/v1/replicasets", "apis/apps/v1/deployments", "apis/apps/v1/statefulsets", "apis/apps/v1/controllerrevisions", "apis/batch/v1/jobs",
    ];

    /// <summary>The first that is found, or null.</summary>
    public static async Task<string?> FindAsync(KubeClient client)
    {
        var uids = new HashSet<string>(StringComparer.Ordinal);
        var owned = new List<(string Object, string Owner)>();
        foreach (var kind in Kinds)
        {
            using var list = JsonDocument.Parse(await client.Http.GetByteArrayAsync(kind));
            foreach (var metadata in list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("metadata")))
            {
                uids.Add(metadata.GetProperty("uid").GetString()!);
                if (metadata.TryGetProperty("ownerReferences", out var owners))
                {
                    owned.AddRange(owners.EnumerateArray().Select(owner => ($"{kind} {metadata.GetProperty("namespace")}/{metadata.GetProperty("name")}", owner.GetProperty("uid").GetString()!)));
                }
            }
        }

        return owned.Find(pair => !uids.Contains(pair.Owner)).Object is { } orphan ? $"{orphan} is left over of its owner" : null;
    }
}
