using System.Text;
using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Secrets: their type says which keys they must have, and does not change.</summary>
public sealed class SecretStrategy : KindStrategy<Secret>
{
    private const int MaximumBytes = 1024 * 1024;
    private const string DockerConfig = ".dockercfg";
    private const string DockerConfigJson = ".dockerconfigjson";

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Tables.Columns.Name<Secret>(),
        Tables.Columns.Text<Secret>("Type", secret => secret.Type ?? "", "What the secret is for"),
        Tables.Columns.Text<Secret>("Data", secret => Invariant.Text(secret.Data?.Count ?? 0), "How many keys it has"),
        Tables.Columns.Age<Secret>(),
    ];

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Secret, string>> SelectableFields { get; } = new Dictionary<string, Func<Secret, string>>
    {
        ["type"] = secret => secret.Type ?? "",
    };

    /// <inheritdoc/>
    protected override void Default(Secret obj)
    {
        obj.Type = string.IsNullOrEmpty(obj.Type) ? "Opaque" : obj.Type;
        if (obj.StringData is { Count: > 0 })
        {
            obj.Data ??= [];
            foreach (var (key, value) in obj.StringData)
            {
                obj.Data[key] = Encoding.UTF8.GetBytes(value);
            }
        }

        obj.StringData = null;
    }

    /// <inheritdoc/>
    protected override void PrepareForUpdate(Secret obj, Secret old, string subresource) => obj.Type = string.IsNullOrEmpty(obj.Type) ? old.Type : obj.Type;

    /// <inheritdoc/>
    protected override void Validate(Secret obj, FieldErrors errors)
    {
        var data = FieldPath.Of("data");
        long bytes = 0;
        foreach (var (key, value) in obj.Data ?? [])
        {
            errors.Invalid(data.Key(key), key, ValueRules.ConfigKey(key));
            bytes += value.Length;
        }

        if (bytes > MaximumBytes)
        {
            errors.TooLong(data, MaximumBytes);
        }

        ForType(obj, errors, data);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Secret obj, Secret old, string subresource, FieldErrors errors)
    {
        if (obj.Type != old.Type)
        {
            errors.Invalid(FieldPath.Of("type"), obj.Type, "field is immutable");
        }

        if (old.Immutable == true)
        {
            ImmutableData.Check(obj.Immutable, null, null, obj.Data, old.Data, errors, "data");
        }

        Validate(obj, errors);
    }

    private static void ForType(Secret secret, FieldErrors errors, FieldPath data)
    {
        switch (secret.Type)
        {
            case "kubernetes.io/service-account-token":
                if (string.IsNullOrEmpty(secret.Metadata.Annotations?.GetValueOrDefault("kubernetes.io/service-account.name")))
                {
                    errors.Required(FieldPath.Of("metadata", "annotations").Key("kubernetes.io/service-account.name"));
                }

                break;
            case "kubernetes.io/dockercfg":
                Json(secret, DockerConfig, errors, data);
                break;
            case "kubernetes.io/dockerconfigjson":
                Json(secret, DockerConfigJson, errors, data);
                break;
            case "kubernetes.io/basic-auth":
                if (!Has(secret, "username") && !Has(secret, "password"))
                {
                    errors.Required(data.Key("username"));
                    errors.Required(data.Key("password"));
                }

                break;
            case "kubernetes.io/ssh-auth":
                if (secret.Data?.GetValueOrDefault("ssh-privatekey") is not { Length: > 0 })
                {
                    errors.Required(data.Key("ssh-privatekey"));
                }

                break;
            case "kubernetes.io/tls":
                foreach (var key in (string[])["tls.crt", "tls.key"])
                {
                    if (!Has(secret, key))
                    {
                        errors.Required(data.Key(key));
                    }
                }

                break;
        }
    }

    private static bool Has(Secret secret, string key) => secret.Data?.ContainsKey(key) == true;

    private static void Json(Secret secret, string key, FieldErrors errors, FieldPath data)
    {
        if (!Has(secret, key))
        {
            errors.Required(data.Key(key));
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(secret.Data![key]);
        }
        catch (JsonException e)
        {
            errors.Invalid(data.Key(key), "<secret contents redacted>", GoJsonErrors.Describe(secret.Data![key], e));
        }
    }
}
