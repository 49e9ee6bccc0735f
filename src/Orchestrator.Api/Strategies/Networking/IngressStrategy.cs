using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Ingresses.</summary>
public sealed class IngressStrategy : KindStrategy<Ingress>
{
    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??= IngressColumns.All();

    /// <inheritdoc/>
    protected override void PrepareForCreate(Ingress obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Ingress obj, Ingress old, string subresource)
    {
        if (subresource == "status")
        {
            obj.Spec = old.Spec;
        }
        else
        {
            obj.Status = old.Status;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Ingress obj, FieldErrors errors)
    {
        IngressValidation.Spec(obj.Spec, old: null, errors);
        IngressValidation.Class(obj, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Ingress obj, Ingress old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            IngressValidation.Status(obj.Status, errors);
        }
        else
        {
            IngressValidation.Spec(obj.Spec, old.Spec, errors);
        }
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Warnings(Ingress obj, Ingress? old) =>
        old is null && obj.Metadata.Annotations?.ContainsKey(IngressValidation.ClassAnnotation) == true
            ? [$"annotation \"{IngressValidation.ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead"]
            : [];

    /// <inheritdoc/>
    protected override bool SpecChanged(Ingress obj, Ingress old) => !SpecEquality.Same(obj.Spec, old.Spec);
}
