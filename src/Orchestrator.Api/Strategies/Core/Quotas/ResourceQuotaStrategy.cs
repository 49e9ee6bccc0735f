using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core.Quotas;

/// <summary>Quotas: what all objects of a namespace together may ask for.</summary>
public sealed class ResourceQuotaStrategy : KindStrategy<ResourceQuota>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ResourceQuota>(),
        Tables.Columns.Text<ResourceQuota>("Request", quota => Text(quota, limits: false), "What is used of requests and objects, and what may be"),
        Tables.Columns.Text<ResourceQuota>("Limit", quota => Text(quota, limits: true), "What is used of limits, and what may be"),
        Tables.Columns.Age<ResourceQuota>(),
    ];

    /// <inheritdoc/>
    protected override void PrepareForCreate(ResourceQuota obj) => obj.Status = new();

    /// <inheritdoc/>
    protected override void PrepareForUpdate(ResourceQuota obj, ResourceQuota old, string subresource)
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
    protected override void Validate(ResourceQuota obj, FieldErrors errors) => ResourceQuotaValidation.Spec(obj.Spec, errors, FieldPath.Of("spec"));

    /// <inheritdoc/>
    protected override void ValidateUpdate(ResourceQuota obj, ResourceQuota old, string subresource, FieldErrors errors)
    {
        if (subresource == "status")
        {
            ResourceQuotaValidation.Amounts(obj.Status.Hard, errors, FieldPath.Of("status", "hard"));
            ResourceQuotaValidation.Amounts(obj.Status.Used, errors, FieldPath.Of("status", "used"));
            return;
        }

        Validate(obj, errors);
        if (!new HashSet<string>(obj.Spec.Scopes ?? []).SetEquals(old.Spec.Scopes ?? []))
        {
            errors.Invalid(FieldPath.Of("spec", "scopes"), obj.Spec.Scopes ?? [], Validation.FieldRules.ImmutableMessage);
        }
    }

    private static string Text(ResourceQuota quota, bool limits)
    {
        var parts = (quota.Status.Hard ?? [])
            .Where(entry => entry.Key.StartsWith("limits", StringComparison.Ordinal) == limits)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {(quota.Status.Used is { } used && used.TryGetValue(entry.Key, out var amount) ? amount.ToString() : "0")}/{entry.Value}");
        return string.Join(", ", parts);
    }
}
