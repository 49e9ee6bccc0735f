using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NamespaceLifecycle;

/// <summary>Nothing is created in a namespace that does not exist or is ending, and the namespaces that the cluster stands on stay.</summary>
internal sealed class NamespaceLifecyclePlugin(NamespaceReader namespaces) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
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

        var find = namespaces.FindAsync(attributes.Key.Namespace);
        if (!find.IsCompletedSuccessfully)
        {
            return CheckAsync(attributes, find);
        }

        Check(attributes, find.Result);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes) =>
        attributes.Operation == AdmissionOperation.Delete && attributes.Key.Name is "default" or "kube-system" or "kube-public"
            ? throw attributes.Forbidden("this namespace may not be deleted")
            : ValueTask.CompletedTask;

    private static async ValueTask CheckAsync(AdmissionAttributes attributes, ValueTask<ReplicaEntry?> find) => Check(attributes, await find);

    private static void Check(AdmissionAttributes attributes, ReplicaEntry? entry)
    {
        var name = attributes.Key.Namespace;
        if (entry is null)
        {
            throw new ApiException(StatusFactory.NotFound(Resources.Namespaces, name));
        }

        if (entry.DeletionTimestamp is not null)
        {
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
