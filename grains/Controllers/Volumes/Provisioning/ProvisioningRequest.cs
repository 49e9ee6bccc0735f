using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Storage.V1;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Objects.Admission.DefaultClasses;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Volumes.Provisioning;

/// <summary>What is done for a claim that no volume suits: it gets the default class if it asks for none, a provisioner is named, or it is told what it waits for.</summary>
internal sealed class ProvisioningRequest(BindingWriter binding, ClaimUsers users, IReplica replica)
{
    /// <summary>Asks for a volume, as far as one can be asked for now.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="storageClass">Its class, if it has one that exists.</param>
    /// <param name="delayed">Whether a pod's node has to be known first.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>What it waits for now, for people.</returns>
    public async Task<FormattableString> AskAsync(PersistentVolumeClaim claim, StorageClass? storageClass, bool delayed, CancellationToken cancellationToken)
    {
        if (!StorageFacts.NamesClass(claim) && DefaultStorageClass() is { } standard)
        {
            var update = BindingWriter.Copy(claim);
            update.Spec.StorageClassName = standard;
            await binding.WriteAsync(update, cancellationToken);
            return $"gets the default storage class {standard}";
        }

        if (delayed)
        {
            var (reason, message) = WhatItWaitsFor(claim);
            binding.Events.Normal(claim, reason, message);
            return $"{message}";
        }

        if (StorageFacts.ClassOf(claim) is { Length: > 0 } name)
        {
            return await AskAsync(claim, storageClass, name, cancellationToken);
        }

        binding.Events.Normal(claim, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
        return $"no free volume suits it, and it asks for no storage class that could make one";
    }

    private async Task<FormattableString> AskAsync(PersistentVolumeClaim claim, StorageClass? storageClass, string name, CancellationToken cancellationToken)
    {
        if (storageClass is null)
        {
            binding.Events.Warning(claim, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{name}\" not found");
            return $"no free volume suits it, and the storage class {name} does not exist";
        }

        var provisioner = InTreePlugins.DriverOf(storageClass.Provisioner) ?? storageClass.Provisioner;
        if (provisioner.StartsWith("kubernetes.io/", StringComparison.Ordinal))
        {
            binding.Events.Warning(claim, "ProvisioningFailed", $"no volume plugin matched name: {provisioner}");
            return $"no free volume suits it, and the storage class {name} makes none";
        }

        if (StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.StorageProvisioner) != provisioner
            || StorageFacts.Annotation(claim.Metadata, VolumeAnnotations.OlderStorageProvisioner) != provisioner)
        {
            var update = BindingWriter.Copy(claim);
            var annotations = update.Metadata.Annotations ??= [];
            annotations[VolumeAnnotations.StorageProvisioner] = annotations[VolumeAnnotations.OlderStorageProvisioner] = provisioner;
            await binding.WriteAsync(update, cancellationToken); // which brings the next look, and with it the event
            return $"waits for the provisioner {provisioner} to make a volume";
        }

        binding.Events.Normal(
            claim,
            "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the system administrator. "
            + "If volume creation is delayed, please verify that the provisioner is running and correctly registered.");
        return $"waits for the provisioner {provisioner} to make a volume";
    }

    private string? DefaultStorageClass() => DefaultClass.Find(
        replica, VolumeResources.Classes, "storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class");

    private (string Reason, string Message) WhatItWaitsFor(PersistentVolumeClaim claim)
    {
        var waiting = new List<string>();
        foreach (var key in users.Of(claim.Metadata.Namespace, claim.Metadata.Name))
        {
            if (replica.Get(key)?.As<Pod>() is { } pod && string.IsNullOrEmpty(pod.Spec.NodeName))
            {
                waiting.Add(key.Name);
            }
        }

        waiting.Sort(StringComparer.Ordinal);
        return waiting.Count == 0
            ? ("WaitForFirstConsumer", "waiting for first consumer to be created before binding")
            : ("WaitForPodScheduled", $"waiting for pod{(waiting.Count > 1 ? "s" : "")} {string.Join(',', waiting)} to be scheduled");
    }
}
