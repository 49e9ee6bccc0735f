using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NamespaceLifecycle;

/// <summary>Nothing is created in a namespace that does not exist or is ending, and the namespaces that the cluster stands on stay.</summary>
internal sealed class NamespaceLifecyclePlugin(ILedger ledger, IReplica replica) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "NamespaceLifecycle";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Operation switch
    {
        AdmissionOperation.Create => target.Namespaced,
        AdmissionOperation.Delete => target.Resource == Resources.Namespaces,
        _ => false,
    };

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        if (attributes.Operation != AdmissionOperation.Create)
        {
            return ValueTask.CompletedTask;
        }

        var key = Resources.Namespaces.At("", attributes.Key.Namespace);
        if (replica.Get(key) is { } entry)
        {
            Check(attributes, entry.DeletionTimestamp is not null);
            return ValueTask.CompletedTask;
        }

        return AskLedgerAsync(attributes, key);
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes) =>
        attributes.Operation == AdmissionOperation.Delete && attributes.Key.Name is "default" or "kube-system" or "kube-public"
            ? throw attributes.Forbidden("this namespace may not be deleted")
            : ValueTask.CompletedTask;

    /// <summary>The replica may not have seen yet what another silo has just created, so a "no" comes from the ledger.</summary>
    private async ValueTask AskLedgerAsync(AdmissionAttributes attributes, ObjectKey key)
    {
        var record = await ledger.ReadAsync(key, CancellationToken.None)
            ?? throw new ApiException(StatusFactory.NotFound(Resources.Namespaces, key.Name));
        var entry = new ReplicaEntry { Key = key, Revision = record.Revision, Json = record.Json };
        Check(attributes, entry.DeletionTimestamp is not null);
    }

    private static void Check(AdmissionAttributes attributes, bool terminating)
    {
        if (terminating)
        {
            var name = attributes.Key.Namespace;
            var refusal = attributes.Forbidden($"unable to create new content in namespace {name} because it is being terminated");
            (refusal.Status.Details!.Causes ??= []).Add(new StatusCause
            {
                Reason = "NamespaceTerminating",
                Message = $"namespace {name} is being terminated",
                Field = "metadata.namespace",
            });
            throw refusal;
        }
    }
}
