using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.DefaultClasses;

/// <summary>An ingress that names no class gets the default class.</summary>
internal sealed class DefaultIngressClassPlugin(IReplica replica) : IMutatingAdmissionPlugin
{
    private const string OlderField = "kubernetes.io/ingress.class";
    private const string Marker = "ingressclass.kubernetes.io/is-default-class";

    /// <inheritdoc/>
    public string Name => "DefaultIngressClass";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.Ingresses, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        var ingress = (Ingress)attributes.Object!;
        if (ingress.Spec.IngressClassName is null && ingress.Metadata.Annotations?.ContainsKey(OlderField) != true)
        {
            ingress.Spec.IngressClassName = DefaultClass.Find(replica, Resources.IngressClasses, Marker);
        }

        return ValueTask.CompletedTask;
    }
}
