using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>Definitions of custom resources.</summary>
public sealed class CustomResourceDefinitionStrategy : KindStrategy<CustomResourceDefinition>
{
    private const string Status = "status";
    private const int WebhookPort = 443;

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override bool AllowsPlainFinalizers => true;

    /// <inheritdoc/>
    protected override void Default(CustomResourceDefinition obj)
    {
        var names = obj.Spec.Names;
        if (string.IsNullOrEmpty(names.Singular))
        {
            names.Singular = names.Kind.ToLowerInvariant();
        }

        if (string.IsNullOrEmpty(names.ListKind) && names.Kind.Length > 0)
        {
            names.ListKind = names.Kind + "List";
        }

        obj.Spec.Conversion ??= new CustomResourceConversion { Strategy = "None" };
        if (obj.Spec.Conversion.Webhook?.ClientConfig?.Service is { } service)
        {
            service.Port ??= WebhookPort;
        }

        foreach (var version in obj.Spec.Versions)
        {
            if (version.Subresources?.Scale is { LabelSelectorPath: "" } scale)
            {
                scale.LabelSelectorPath = null;
            }
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(CustomResourceDefinition obj)
    {
        obj.Status = new CustomResourceDefinitionStatus();
        RecordStorage(obj);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(CustomResourceDefinition obj, CustomResourceDefinition old, string subresource)
    {
        if (subresource == Status)
        {
            obj.Spec = old.Spec;
            var (version, managers) = (obj.Metadata.ResourceVersion, obj.Metadata.ManagedFields);
            obj.Metadata = old.Metadata.DeepCopy();
            (obj.Metadata.ResourceVersion, obj.Metadata.ManagedFields) = (version, managers);
            return;
        }

        obj.Status = old.Status.DeepCopy();
        RecordStorage(obj);
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(CustomResourceDefinition obj, CustomResourceDefinition old) => !SpecEquality.Same(obj.Spec, old.Spec);

    /// <inheritdoc/>
    protected override void Validate(CustomResourceDefinition obj, FieldErrors errors) => DefinitionValidation.Validate(obj, null, errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(CustomResourceDefinition obj, CustomResourceDefinition old, string subresource, FieldErrors errors)
    {
        if (subresource == Status)
        {
            DefinitionValidation.ValidateStatus(obj, errors);
        }
        else
        {
            DefinitionValidation.Validate(obj, old, errors);
        }
    }

    /// <summary>Whatever is written from now on is stored in the storage version; what was stored before may still be in another one.</summary>
    private static void RecordStorage(CustomResourceDefinition obj)
    {
        foreach (var version in obj.Spec.Versions)
        {
            if (version.Storage && !obj.Status.StoredVersions.Contains(version.Name))
            {
                obj.Status.StoredVersions.Add(version.Name);
            }
        }
    }
}
