using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Scheduling.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Scheduling;

/// <summary>Priorities of pods. A class keeps its value; the values above a billion, and names that begin with <c>system-</c>, are the cluster's own.</summary>
public sealed class PriorityClassStrategy : KindStrategy<PriorityClass>
{
    private const int HighestOfUsers = 1_000_000_000;
    private const string SystemPrefix = "system-";
    private static readonly string[] Policies = ["PreemptLowerPriority", "Never"];

    /// <inheritdoc/>
    public override bool TracksGeneration => true;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => field ??=
    [
        Tables.Columns.Name<PriorityClass>(),
        Tables.Columns.Number<PriorityClass>("Value", c => c.Value, "The priority of its pods"),
        new TableColumn<PriorityClass>("Global-Default", (c, _) => c.GlobalDefault ?? false, Type: "boolean", Description: "Whether pods that name no class are of it"),
        Tables.Columns.Age<PriorityClass>(),
        Tables.Columns.Text<PriorityClass>("PreemptionPolicy", c => c.PreemptionPolicy ?? "PreemptLowerPriority", "Whether its pods push others out"),
    ];

    /// <inheritdoc/>
    protected override void Default(PriorityClass obj) => obj.PreemptionPolicy ??= "PreemptLowerPriority";

    /// <inheritdoc/>
    protected override void Validate(PriorityClass obj, FieldErrors errors)
    {
        var name = obj.Metadata.Name ?? "";
        if (name.StartsWith(SystemPrefix, StringComparison.Ordinal))
        {
            if (Unknown(name, obj) is { } why)
            {
                errors.Forbidden(
                    FieldPath.Of("metadata", "name"), $"priority class names with '{SystemPrefix}' prefix are reserved for system use only. error: {why}");
            }
        }
        else if (obj.Value > HighestOfUsers)
        {
            errors.Forbidden(FieldPath.Of("value"), $"maximum allowed value of a user defined priority is {HighestOfUsers}");
        }

        if (obj.PreemptionPolicy is { } policy)
        {
            FieldRules.OneOf(policy, Policies, errors, FieldPath.Of("preemptionPolicy"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(PriorityClass obj, PriorityClass old, string subresource, FieldErrors errors)
    {
        if (obj.Value != old.Value)
        {
            errors.Forbidden(FieldPath.Of("value"), "may not be changed in an update.");
        }

        FieldRules.Immutable(obj.PreemptionPolicy, old.PreemptionPolicy, errors, FieldPath.Of("preemptionPolicy"));
    }

    private static string? Unknown(string name, PriorityClass obj)
    {
        int? value = name switch
        {
            "system-node-critical" => 2000001000,
            "system-cluster-critical" => 2000000000,
            _ => null,
        };
        return value is not { } expected ? $"{name} is not a known system priority class"
            : obj.Value != expected ? $"value of {name} PriorityClass must be {expected}"
            : obj.GlobalDefault == true ? $"globalDefault of {name} PriorityClass must be false"
            : null;
    }
}
