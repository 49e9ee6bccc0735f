using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Namespaces: they go only after what is in them, which the finalizer in their spec stands for.</summary>
public sealed class NamespaceStrategy : KindStrategy<Namespace>
{
    /// <summary>The finalizer that every namespace has until it is empty.</summary>
    public const string Finalizer = "kubernetes";

    private const string NameLabel = "kubernetes.io/metadata.name";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<Namespace>(),
        Tables.Columns.Text<Namespace>("Status", ns => ns.Status.Phase ?? "", "Whether it is in use or going"),
        Tables.Columns.Age<Namespace>(),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Namespace, string>> SelectableFields { get; } = new Dictionary<string, Func<Namespace, string>>
    {
        ["status.phase"] = ns => ns.Status.Phase ?? "",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.Dns1123Label(NameRules.WithoutPrefixEnd(name, prefix));

    /// <inheritdoc/>
    protected override void Default(Namespace obj)
    {
        if (!string.IsNullOrEmpty(obj.Metadata.Name))
        {
            obj.Metadata.Labels ??= [];
            obj.Metadata.Labels[NameLabel] = obj.Metadata.Name;
        }
    }

    /// <inheritdoc/>
    protected override void PrepareForCreate(Namespace obj)
    {
        obj.Status = new NamespaceStatus { Phase = "Active" };
        obj.Spec.Finalizers ??= [];
        if (!obj.Spec.Finalizers.Contains(Finalizer))
        {
            obj.Spec.Finalizers.Add(Finalizer);
        }

        // A generated name is known only now.
        Default(obj);
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Namespace obj, Namespace old, string subresource)
    {
        switch (subresource)
        {
            case "status":
                obj.Spec = old.Spec;
                break;
            case "finalize":
                obj.Status = old.Status;
                break;
            default:
                obj.Spec = old.Spec;
                obj.Status = old.Status;
                break;
        }
    }

    /// <inheritdoc/>
    protected override void Validate(Namespace obj, FieldErrors errors)
    {
        foreach (var finalizer in obj.Spec.Finalizers ?? [])
        {
            CheckFinalizer(finalizer, FieldPath.Of("spec", "finalizers"), errors);
        }
    }

    private static void CheckFinalizer(string finalizer, FieldPath path, FieldErrors errors)
    {
        errors.Invalid(path, finalizer, NameRules.QualifiedName(finalizer));
        FinalizerRules.ValidateDomain(finalizer, errors, path);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Namespace obj, Namespace old, string subresource, FieldErrors errors)
    {
        switch (subresource)
        {
            case "status":
                Phase(obj, errors);
                break;
            case "finalize":
                for (var i = 0; i < (obj.Spec.Finalizers?.Count ?? 0); i++)
                {
                    CheckFinalizer(obj.Spec.Finalizers![i], FieldPath.Of("spec", "finalizers").Index(i), errors);
                }

                break;
        }
    }

    private static void Phase(Namespace obj, FieldErrors errors)
    {
        var expected = obj.Metadata.DeletionTimestamp is null ? "Active" : "Terminating";
        if (obj.Status.Phase != expected)
        {
            var condition = obj.Metadata.DeletionTimestamp is null ? "is empty" : "is not empty";
            errors.Invalid(FieldPath.Of("status", "Phase"), obj.Status.Phase ?? "", $"may only be '{expected}' if `deletionTimestamp` {condition}");
        }
    }
}
