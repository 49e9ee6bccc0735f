using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The objects of the control plane that pods are made from. Answers from a cache where it can; throws <see cref="IOException"/> when it cannot know.</summary>
internal interface IConfigSource
{
    /// <summary>The config map, or null if there is none of that name.</summary>
    ValueTask<ConfigMap?> ConfigMapAsync(string namespaceName, string name, CancellationToken cancellationToken);

    /// <summary>The secret, or null if there is none of that name.</summary>
    ValueTask<Secret?> SecretAsync(string namespaceName, string name, CancellationToken cancellationToken);

    /// <summary>The volume claim as it is now, or null if there is none of that name.</summary>
    ValueTask<PersistentVolumeClaim?> ClaimAsync(string namespaceName, string name, CancellationToken cancellationToken);

    /// <summary>The persistent volume as it is now, or null if there is none of that name.</summary>
    ValueTask<PersistentVolume?> VolumeAsync(string name, CancellationToken cancellationToken);

    /// <summary>A token of a pod's service account, bound to the pod; the same one until it is time for another.</summary>
    /// <exception cref="Volumes.VolumeException">The control plane refuses one.</exception>
    ValueTask<PodToken> TokenAsync(Pod pod, string? audience, long? expirationSeconds, CancellationToken cancellationToken);

    /// <summary>The pod is gone: what only it used need not be followed any more.</summary>
    void Release(string podUid);

    /// <summary>The pod uses the objects that are asked for on its behalf.</summary>
    void Use(Pod pod);
}
