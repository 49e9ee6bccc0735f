using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.StorageMigration.V1beta1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.StorageMigration;

/// <summary>Orders to store the objects of a resource anew. What is ordered never changes, and an end is final.</summary>
public sealed class StorageVersionMigrationStrategy : KindStrategy<StorageVersionMigration>
{
    private const string Succeeded = "Succeeded";
    private const string Failed = "Failed";
    private const string Running = "Running";
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Conditions = FieldPath.Of("status", "conditions");
    private static readonly FieldPath ResourceVersion = FieldPath.Of("status", "resourceVersion");

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<StorageVersionMigration>(),
        Tables.Columns.Text<StorageVersionMigration>("Resource", migration => Name(migration.Spec.Resource), "Fully qualified resource to migrate"),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(StorageVersionMigration obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(StorageVersionMigration obj, StorageVersionMigration old, string subresource)
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
    protected override void Validate(StorageVersionMigration obj, FieldErrors errors)
    {
        var (group, resource) = (obj.Spec.Resource.Group, obj.Spec.Resource.Resource);
        if (resource.Length == 0)
        {
            errors.Required(Spec.Child("resource", "resource"), "resource is required to be set");
        }
        else
        {
            Check(Spec.Child("resource", "resource"), resource, NameRules.Dns1035Label(resource), errors);
        }

        if (group.Length > 0)
        {
            Check(Spec.Child("resource", "group"), group, NameRules.Dns1123Subdomain(group), errors);
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(StorageVersionMigration obj, StorageVersionMigration old, string subresource, FieldErrors errors)
    {
        if (subresource.Length > 0)
        {
            CheckStatus(obj.Status, old.Status, errors);
            return;
        }

        Validate(obj, errors);
        if (!SpecEquality.Same(obj.Spec, old.Spec))
        {
            errors.Invalid(Spec, FieldRules.Json(obj.Spec), FieldRules.ImmutableMessage);
        }
    }

    private static void CheckStatus(StorageVersionMigrationStatus status, StorageVersionMigrationStatus old, FieldErrors errors)
    {
        if (status.ResourceVersion is { Length: > 0 } version && (version[0] == '0' || !version.All(char.IsAsciiDigit)))
        {
            errors.Invalid(ResourceVersion, version, $"resource version is not well formed: {version}");
        }

        ConditionRules.Validate(status.Conditions, errors, Conditions);
        if (!string.IsNullOrEmpty(old.ResourceVersion))
        {
            FieldRules.Immutable(status.ResourceVersion, old.ResourceVersion, errors, ResourceVersion);
        }

        var (succeeded, failed, running) = (Holds(status, Succeeded), Holds(status, Failed), Holds(status, Running));
        Refuse(succeeded && failed, "Both success and failed conditions cannot be true at the same time");
        Refuse(succeeded && running, "Running condition cannot be true when success condition is true");
        Refuse(failed && running, "Running condition cannot be true when failed condition is true");
        Refuse(Holds(old, Succeeded) && !succeeded, "Success condition cannot be set to false once it is true");
        Refuse(Holds(old, Failed) && !failed, "Failed condition cannot be set to false once it is true");

        void Refuse(bool contradiction, string why)
        {
            if (contradiction)
            {
                errors.Invalid(Conditions, status.Conditions?.ConvertAll(FieldRules.Json), why);
            }
        }
    }

    private static string Name(GroupResource resource) => resource.Group.Length == 0 ? resource.Resource : $"{resource.Resource}.{resource.Group}";

    private static void Check(FieldPath path, string value, IReadOnlyList<string> problems, FieldErrors errors)
    {
        if (problems.Count > 0)
        {
            errors.Invalid(path, value, string.Join(',', problems));
        }
    }

    private static bool Holds(StorageVersionMigrationStatus status, string type) => status.Conditions?.Exists(condition => condition.Type == type && condition.Status == "True") == true;
}
