using System.Text.Json;

namespace Orchestrator.Silo.OpenApi.V2;

/// <summary>Writes a schema of OpenAPI v3 as v2 has it.</summary>
internal static class SwaggerSchemas
{
    private const string KindsOf = "x-kubernetes-group-version-kind";
    private const string ReferenceBefore = "#/components/schemas/";
    private const string ReferenceAfter = "#/definitions/";

    /// <summary>Writes the schema of a type: of a custom resource that keeps whatever it is given, only that it is an object.</summary>
    public static void WriteDefinition(Utf8JsonWriter json, JsonElement schema)
    {
        if (!IsTrue(schema, "x-kubernetes-preserve-unknown-fields"u8) || !schema.TryGetProperty(KindsOf, out var kinds))
        {
            Write(json, schema);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "object"u8);
        json.WritePropertyName(KindsOf);
        kinds.WriteTo(json);
        json.WriteEndObject();
    }

    /// <summary>Writes the schema.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement schema)
    {
        json.WriteStartObject();
        if (schema.ValueKind == JsonValueKind.Object)
        {
            // a real server writes a custom resource's object that keeps unknown fields without its properties, and an int-or-string without a type:
            // clients of version 2 would refuse what the schema allows
            var isOpen = IsTrue(schema, "x-kubernetes-preserve-unknown-fields"u8);
            var isEither = IsTrue(schema, "x-kubernetes-int-or-string"u8);
            foreach (var member in schema.EnumerateObject())
            {
                WriteMember(json, member, isOpen, isEither);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter json, JsonProperty member, bool isOpen, bool isEither)
    {
        switch (member.Name)
        {
            case "$ref":
                WriteReference(json, member.Value);
                break;
            case "allOf" when Reference(member.Value) is { } reference:
                WriteReference(json, reference);
                break;
            case "oneOf" when IsOfScalars(member.Value):
                json.WriteString("type"u8, "string"u8);
                break;
            case "allOf" or "oneOf" or "anyOf" or "not" or "nullable":
                break;
            case "type" when isOpen || isEither:
                break;
            case "properties" when isOpen:
                break;
            case "properties":
                json.WriteStartObject(member.Name);
                foreach (var property in member.Value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    Write(json, property.Value);
                }

                json.WriteEndObject();
                break;
            case "items" when isOpen:
                break;
            case "items" or "additionalProperties" when member.Value.ValueKind == JsonValueKind.Object:
                json.WritePropertyName(member.Name);
                Write(json, member.Value);
                break;
            default:
                member.WriteTo(json);
                break;
        }
    }

    private static void WriteReference(Utf8JsonWriter json, JsonElement reference) =>
        json.WriteString("$ref"u8, ReferenceAfter + reference.GetString()![ReferenceBefore.Length..]);

    // beside other members, v3 can only refer within allOf
    private static JsonElement? Reference(JsonElement allOf) =>
        allOf.GetArrayLength() == 1 && allOf[0].TryGetProperty("$ref"u8, out var reference) ? reference : null;

    // amounts and numbers-or-names: v2 calls them strings, with a format where there is one
    private static bool IsOfScalars(JsonElement oneOf) =>
        oneOf.EnumerateArray().All(each => each.EnumerateObject().All(member => member.NameEquals("type"u8)));

    private static bool IsTrue(JsonElement schema, ReadOnlySpan<byte> name) => schema.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
