using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Classes of devices.</summary>
public sealed class DeviceClassStrategy : KindStrategy<DeviceClass>
{
    private const int MostConfigs = 32;
    private static readonly FieldPath Spec = FieldPath.Of("spec");

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??= [Tables.Columns.Name<DeviceClass>(), Tables.Columns.Age<DeviceClass>()];

    /// <inheritdoc/>
    protected override void Validate(DeviceClass obj, FieldErrors errors)
    {
        DeviceRequestRules.Selectors(obj.Spec.Selectors, errors, Spec.Child("selectors"));
        DeviceLists.List(obj.Spec.Config, MostConfigs, (config, e, at) => OpaqueConfigRules.Validate(config.Opaque, e, at), errors, Spec.Child("config"));
        if (obj.Spec.ExtendedResourceName is { } name && !IsExtended(name))
        {
            errors.Invalid(Spec.Child("extendedResourceName"), name, "must be a valid extended resource name");
        }
    }

    /// <inheritdoc/>
    protected override bool SpecChanged(DeviceClass obj, DeviceClass old) => !SpecEquality.Same(obj.Spec, old.Spec);

    /// <summary>A resource that is no native one, and of which a quota can be made.</summary>
    private static bool IsExtended(string name) =>
        name.Contains('/', StringComparison.Ordinal)
        && !name[..name.IndexOf('/', StringComparison.Ordinal)].EndsWith("kubernetes.io", StringComparison.Ordinal)
        && !name.StartsWith("requests.", StringComparison.Ordinal)
        && NameRules.QualifiedName("requests." + name).Count == 0;
}
