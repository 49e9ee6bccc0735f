using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Autoscaling.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Grains.Objects.Subresources;
using Orchestrator.Ledger.Replication;
using Reference = Orchestrator.Api.Models.Autoscaling.V2.CrossVersionObjectReference;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>What an autoscaler scales: any object of a kind with a scale.</summary>
/// <param name="Key">The object.</param>
/// <param name="Scale">Its scale as it is now.</param>
internal sealed record ScaleTarget(ObjectKey Key, Scale Scale)
{
    /// <summary>How many replicas it is to have.</summary>
    public int Replicas => Scale.Spec.Replicas ?? 0;

    /// <summary>Finds it.</summary>
    /// <exception cref="ScaleException">There is none; the message is that of a real client.</exception>
    public static ScaleTarget Find(Reference reference, string ns, KindRegistry kinds, IReplica replica)
    {
        var version = reference.ApiVersion ?? "";
        if (version.Count(static c => c == '/') > 1)
        {
            throw new ScaleException($"unexpected GroupVersion string: {version}");
        }

        var group = KnownResources.GroupOf(version);
        var kind = kinds.All.FirstOrDefault(kind => kind.Group == group && kind.Kind == reference.Kind)
            ?? throw new ScaleException($"no matches for kind \"{reference.Kind}\" in group \"{group}\"");
        if (kind.Subresource("scale") is null)
        {
            throw new ScaleException("the server could not find the requested resource");
        }

        var key = kind.GroupResource.Key(kind.Namespaced ? ns : "", reference.Name);
        var entry = replica.Get(key)
            ?? throw new ScaleException($"{kind.Resource}/scale{(group.Length == 0 ? "" : ".")}{group} \"{reference.Name}\" not found");
        try
        {
            return new ScaleTarget(key, ScaleView.Of(entry.Json, (kinds.TryGet(key.GroupResource) ?? kind).Scale));
        }
        catch (ApiException unreadable)
        {
            throw new ScaleException(unreadable.Message);
        }
    }

    /// <summary>Sets the number of replicas, if nobody has changed the object since it was read.</summary>
    public Task ScaleToAsync(int replicas, IResourceClient client, CancellationToken cancellationToken) =>
        client.PatchAsync(
            Key,
            MergePatch.Write(writer =>
            {
                writer.WriteStartObject("metadata"u8);
                writer.WriteString("resourceVersion"u8, Scale.Metadata.ResourceVersion);
                writer.WriteEndObject();
                writer.WriteStartObject("spec"u8);
                writer.WriteNumber("replicas"u8, replicas);
                writer.WriteEndObject();
            }),
            "scale",
            cancellationToken);
}

/// <summary>The scale of a target cannot be had; the message says why.</summary>
internal sealed class ScaleException(string message) : Exception(message);
