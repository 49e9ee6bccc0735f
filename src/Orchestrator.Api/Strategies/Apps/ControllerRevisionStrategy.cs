using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Apps;

/// <summary>Controller revisions: the states that a controller can go back to. They do not change.</summary>
public sealed class ControllerRevisionStrategy : KindStrategy<ControllerRevision>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ControllerRevision>(),
        Tables.Columns.Text<ControllerRevision>("Controller", Controller, "Whose revision it is"),
        WorkloadColumns.Count<ControllerRevision>("Revision", revision => revision.Revision, "The number of the revision"),
        Tables.Columns.Age<ControllerRevision>(),
    ];

    /// <inheritdoc/>
    protected override void Validate(ControllerRevision obj, FieldErrors errors)
    {
        if (obj.Data.IsEmpty)
        {
            errors.Required(FieldPath.Of("data"), "data is mandatory");
        }

        if (obj.Revision < 0)
        {
            errors.Invalid(FieldPath.Of("revision"), obj.Revision, ValueRules.NonNegative(obj.Revision));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ControllerRevision obj, ControllerRevision old, string subresource, FieldErrors errors)
    {
        Validate(obj, errors);
        if (obj.Data != old.Data)
        {
            errors.Invalid(FieldPath.Of("data"), obj.Data.ToNode(), FieldRules.ImmutableMessage);
        }
    }

    // Its kind with the group, then its name: daemonset.apps/proxy.
    private static string Controller(ControllerRevision revision)
    {
        if (revision.Metadata.OwnerReferences?.Find(owner => owner.Controller == true) is not { } owner)
        {
            return "<none>";
        }

        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        var kind = slash < 0 ? owner.Kind : $"{owner.Kind}.{owner.ApiVersion[..slash]}";
        return $"{kind.ToLowerInvariant()}/{owner.Name}";
    }
}
