using System.Text.Json;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Silo.Writes;

/// <summary>Reads the <c>DeleteOptions</c> that a DELETE may carry as its body; it then counts instead of the query, as with a real server.</summary>
internal static class DeleteOptionsBody
{
    /// <exception cref="ApiException">The body is no DeleteOptions (400), or an option has a value that there is not (422).</exception>
    public static WriteOptions Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new ApiException(StatusFactory.BadRequest($"couldn't get version/kind; json parse error: {GoJsonErrors.Describe(json.Span, e)}"));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            throw new ApiException(StatusFactory.BadRequest($"the body is no DeleteOptions: {e.Message}"));
        }
    }

    private static WriteOptions Read(JsonElement root)
    {
        if (root.TryGetProperty("kind"u8, out var kind) && kind.GetString() is not ("DeleteOptions" or ""))
        {
            throw new ApiException(StatusFactory.BadRequest($"decoded object cannot be converted to DeleteOptions: {kind.GetString()}"));
        }

        FieldErrors? errors = null;
        var options = WriteOptions.None;
        var orphanDependents = false;
        foreach (var property in root.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            orphanDependents |= property.NameEquals("orphanDependents"u8);
            options = property.Name switch
            {
                "gracePeriodSeconds" => options with { GracePeriodSeconds = property.Value.GetInt64() },
                "propagationPolicy" => options with { PropagationPolicy = WriteOptionsParser.Propagation(property.Value.GetString()!, ref errors) },
                "orphanDependents" => options with { PropagationPolicy = options.PropagationPolicy ?? (property.Value.GetBoolean() ? "Orphan" : "Background") },
                "preconditions" => Preconditions(options, property.Value),
                "dryRun" => options with { DryRun = DryRun(property.Value, ref errors) },
                _ => options,
            };
        }

        if (orphanDependents && root.TryGetProperty("propagationPolicy"u8, out var policy) && policy.ValueKind == JsonValueKind.String)
        {
            (errors ??= new()).Invalid(FieldPath.Of("propagationPolicy"), policy.GetString(), "orphanDependents and deletionPropagation cannot be both set");
        }

        return errors is null ? options : throw WriteOptionsParser.Refused("DeleteOptions", errors);
    }

    private static WriteOptions Preconditions(WriteOptions options, JsonElement value) => options with
    {
        PreconditionUid = Text(value, "uid"),
        PreconditionResourceVersion = Text(value, "resourceVersion"),
    };

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static bool DryRun(JsonElement values, ref FieldErrors? errors)
    {
        var dryRun = false;
        foreach (var value in values.EnumerateArray())
        {
            dryRun |= WriteOptionsParser.DryRun(value.GetString()!, ref errors);
        }

        return dryRun;
    }
}
