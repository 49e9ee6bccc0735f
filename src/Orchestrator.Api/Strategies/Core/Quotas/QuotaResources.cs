using System.Collections.Frozen;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Quotas;

/// <summary>The resources that quotas and limit ranges may name.</summary>
internal static class QuotaResources
{
    private const string HugePages = "hugepages-";

    private static readonly FrozenSet<string> Counted = new[]
    {
        "pods", "services", "replicationcontrollers", "resourcequotas", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Amounts = new[]
    {
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.storage", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A resource of a quota: a known one, or one with a domain, or a count of objects.</summary>
    public static void Quota(string name, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path, name, NameRules.QualifiedName(name));
        if (name.Contains('/', StringComparison.Ordinal) || IsForQuota(name))
        {
            return;
        }

        if (name != "storage")
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }

        errors.Invalid(path, name, "must be a standard resource for quota");
    }

    /// <summary>A resource of a limit range.</summary>
    public static void LimitRange(string type, string name, FieldErrors errors, FieldPath path)
    {
        errors.Invalid(path, name, NameRules.QualifiedName(name));
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return;
        }

        if (!IsForQuota(name) && name != "storage")
        {
            errors.Invalid(path, name, "must be a standard resource type or fully qualified");
        }

        if (type is "Pod" or "Container" && !(name is "cpu" or "memory" or "ephemeral-storage" || name.StartsWith(HugePages, StringComparison.Ordinal)))
        {
            errors.Invalid(path, name, "must be a standard resource for containers");
        }
    }

    /// <summary>Whether amounts of it are whole numbers: counts of objects, and devices.</summary>
    public static bool IsWhole(string name) =>
        Counted.Contains(name) || (name.Contains('/', StringComparison.Ordinal) && !name.StartsWith("requests.", StringComparison.Ordinal) && !name.Contains("storage", StringComparison.Ordinal));

    private static bool IsForQuota(string name) =>
        Counted.Contains(name)
        || Amounts.Contains(name)
        || name.StartsWith(HugePages, StringComparison.Ordinal)
        || name.StartsWith("requests." + HugePages, StringComparison.Ordinal);
}
