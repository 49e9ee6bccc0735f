using System.Text.Json;
using Orchestrator.Silo.OpenApi;

namespace Orchestrator.Silo.Why;

/// <summary>The schema of a report, as <see cref="WhyJson"/> writes it.</summary>
internal static class WhySchema
{
    /// <summary>The component's name.</summary>
    public const string Name = "io.orchestrator.why.v1.Why";

    private const string Text = """{"type":"string"}""";
    private const string Moment = """{"type":"string","format":"date-time"}""";
    private const string Whole = """{"type":"integer","format":"int32"}""";

    private static readonly (string Name, string Schema, string Description)[] Object =
    [
        ("apiVersion", Text, "The version of its schema."), ("kind", Text, "What it is."), ("name", Text, "Its name."), ("namespace", Text, "Its namespace."),
        ("uid", Text, "Which of that name it is."),
    ];

    private static readonly (string Name, string Schema, string Description)[] Finding =
    [
        ("source", Text, "Who says so: the scheduler, a node, a namespace, a controller."), ("reason", Text, "One word for what blocks it."),
        ("about", Text, "The object that is blocked, where it is another one."), ("message", Text, "What blocks it."), ("remedy", Text, "What would unblock it."),
        ("nodes", Whole, "On how many nodes."), ("samples", $$"""{"type":"array","items":{{Text}}}""", "Some of them."), ("since", Moment, "Since when."),
    ];

    private static readonly (string Name, string Schema, string Description)[] Controller =
    [
        ("controller", Text, "Its name."), ("about", Text, "The object that it looked at."), ("lookedAt", Moment, "When it last looked."),
        ("decision", Text, "What it decided."), ("error", Text, "Why its last look failed."), ("failures", Whole, "How many looks in a row failed."),
        ("refused", Text, "The last write that it was refused."), ("loop", Text, "That it writes again and again."), ("nextLook", Moment, "When it looks again."),
    ];

    /// <summary>Writes the component.</summary>
    public static void Write(Utf8JsonWriter json, KindExtension kind, string metadata)
    {
        json.WriteStartObject();
        json.WriteString("description"u8, "Why an object is as it is: what blocks it, and what would unblock it."u8);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        Property(json, "apiVersion", Text, "The version of the schema that this object is written in.");
        Property(json, "kind", Text, "What the object is; with apiVersion it names the schema.");
        json.WriteStartObject("metadata"u8);
        json.WriteString("description"u8, "The name and the namespace of the object that was asked about."u8);
        json.WriteStartArray("allOf"u8);
        json.WriteStartObject();
        json.WriteString("$ref"u8, metadata);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        Members(json, "object", "The object that was asked about.", isList: false, Object);
        Property(json, "summary", Text, "All of it in one sentence.");
        Members(json, "findings", "What blocks it.", isList: true, Finding);
        Members(json, "controllers", "What controllers last made of it and of what stands behind it.", isList: true, Controller);
        json.WriteEndObject();
        kind.WriteListTo(json);
        json.WriteEndObject();
    }

    private static void Members(Utf8JsonWriter json, string name, string description, bool isList, (string Name, string Schema, string Description)[] members)
    {
        json.WriteStartObject(name);
        json.WriteString("description"u8, description);
        if (isList)
        {
            json.WriteString("type"u8, "array"u8);
            json.WriteStartObject("items"u8);
        }

        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach (var member in members)
        {
            Property(json, member.Name, member.Schema, member.Description);
        }

        json.WriteEndObject();
        if (isList)
        {
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Property(Utf8JsonWriter json, string name, string schema, string description)
    {
        using var parsed = JsonDocument.Parse(schema);
        json.WriteStartObject(name);
        json.WriteString("description"u8, description);
        foreach (var member in parsed.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }
}
