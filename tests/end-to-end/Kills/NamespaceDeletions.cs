using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Client;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>Namespaces are filled and deleted, with all that is in them.</summary>
internal sealed class NamespaceDeletions : IScenario
{
    private const string Prefix = "gone-";
    private static readonly string[] Kinds =
    [
        "api/v1/pods", "api/v1/configmaps", "api/v1/serviceaccounts", "api/v1/secrets", "api/v1/events", "apis/apps/v1/deployments", "apis/apps/v1/replicasets",
    ];

    private int _deleted;
    private bool _isFilled;

    public async Task StepAsync(KubeClient client, Random random, CancellationToken cancellationToken)
    {
        var name = $"{Prefix}{_deleted}";
        if (!_isFilled)
        {
            await client.EnsureNamespaceAsync(name, cancellationToken);
            await client.EnsureAsync(Writes.Deployment(name, "web", 10), cancellationToken);
            for (var i = 0; i < 20; i++)
            {
                await client.EnsureAsync(new ConfigMap { Metadata = new() { Name = $"map-{i}", Namespace = name } }, cancellationToken);
            }

            _isFilled = true;
            return;
        }

        try
        {
            await client.DeleteAsync<Namespace>("", name, cancellationToken: cancellationToken);
        }
        catch (KubeException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // by a try whose answer was lost
        }

        (_isFilled, _deleted) = (false, _deleted + 1);
    }

    public async Task<string?> ProblemAsync(KubeClient client)
    {
        var left = (await client.ListAsync<Namespace>()).Items.Select(ns => ns.Metadata.Name!).Where(IsDeleted).ToList();
        if (left.Count > 0)
        {
            return $"the namespaces {string.Join(", ", left)} have not gone";
        }

        foreach (var kind in Kinds)
        {
            using var list = System.Text.Json.JsonDocument.Parse(await client.Http.GetByteArrayAsync(kind));
            foreach (var item in list.RootElement.GetProperty("items").EnumerateArray())
            {
                var metadata = item.GetProperty("metadata");
                if (IsDeleted(metadata.GetProperty("namespace").GetString()!))
                {
                    return $"{kind} {metadata.GetProperty("name")} is left over of {metadata.GetProperty("namespace")}";
                }
            }
        }

        return null;
    }

    private bool IsDeleted(string ns) => ns.StartsWith(Prefix, StringComparison.Ordinal) && int.Parse(ns[Prefix.Length..], System.Globalization.CultureInfo.InvariantCulture) < _deleted;
}
