using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Config maps: small, and never changed again once declared immutable.</summary>
public sealed class ConfigMapStrategy : KindStrategy<ConfigMap>
{
    private const int MaximumBytes = 1024 * 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<ConfigMap>(),
        Tables.Columns.Text<ConfigMap>("Data", map => Invariant.Text((map.Data?.Count ?? 0) + (map.BinaryData?.Count ?? 0)), "How many keys it has"),
        Tables.Columns.Age<ConfigMap>(),
    ];

    /// <inheritdoc/>
    protected override void Validate(ConfigMap obj, FieldErrors errors)
    {
        long bytes = 0;
        foreach (var (key, value) in obj.Data ?? [])
        {
            var path = FieldPath.Of("data").Key(key);
            errors.Invalid(path, key, ValueRules.ConfigKey(key));
            if (obj.BinaryData?.ContainsKey(key) == true)
            {
                errors.Invalid(path, key, "duplicate of key present in binaryData");
            }

            bytes += ValueRules.Bytes(value);
        }

        foreach (var (key, value) in obj.BinaryData ?? [])
        {
            errors.Invalid(FieldPath.Of("binaryData").Key(key), key, ValueRules.ConfigKey(key));
            bytes += value.Length;
        }

        if (bytes > MaximumBytes)
        {
            // A real server names no field here.
            errors.Add(new FieldError(FieldErrorType.TooLong, "[]", $"Too long: may not be more than {MaximumBytes} bytes"));
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(ConfigMap obj, ConfigMap old, string subresource, FieldErrors errors)
    {
        if (old.Immutable == true)
        {
            ImmutableData.Check(obj.Immutable, obj.Data, old.Data, obj.BinaryData, old.BinaryData, errors);
        }

        Validate(obj, errors);
    }
}
