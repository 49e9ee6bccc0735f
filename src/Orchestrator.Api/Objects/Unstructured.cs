using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Objects;

/// <summary>
/// An object without a typed model: a tree of JSON, as custom resources are. Its metadata is typed like any other's: parsed from the tree
/// at first use and written instead of it. Keys are written sorted, as a real server does.
/// </summary>
public sealed class Unstructured : IListItem, IJsonModel<Unstructured>
{
    private static readonly TypeSchema AnyFields = new("unstructured.Unstructured", []) { PreserveUnknownFields = true };
    private ObjectMeta? _metadata;

    /// <summary>An empty object.</summary>
    public Unstructured()
        : this([])
    {
    }

    /// <summary>Takes a tree, which it owns from then on.</summary>
    public Unstructured(JsonObject content) => Content = content;

    /// <summary>The tree. Its <c>metadata</c> counts only until <see cref="Metadata"/> is used first; change metadata there.</summary>
    public JsonObject Content { get; }

    /// <inheritdoc/>
    public string ApiVersion
    {
        get => Text("apiVersion");
        set => Content["apiVersion"] = value;
    }

    /// <inheritdoc/>
    public string Kind
    {
        get => Text("kind");
        set => Content["kind"] = value;
    }

    /// <inheritdoc/>
    public ObjectMeta Metadata
    {
        get => _metadata ??= Content["metadata"] is JsonObject metadata
            ? JsonModel.Read<ObjectMeta>(JsonTree.ToBytes(metadata))
            : new ObjectMeta();
        set => _metadata = value;
    }

    /// <inheritdoc/>
    static TypeSchema IJsonModel<Unstructured>.Schema => AnyFields;

    /// <inheritdoc/>
    public static Unstructured Read(ref Utf8JsonReader reader, JsonReadContext context) =>
        JsonRead.Object(ref reader) ? ReadFields(ref reader, context) : new Unstructured();

    /// <inheritdoc/>
    public Unstructured DeepCopy() => new((JsonObject)Content.DeepClone()) { _metadata = _metadata?.DeepCopy() };

    /// <inheritdoc/>
    public IKubeObject Copy() => DeepCopy();

    /// <summary>Reads the fields; metadata straight into its model, where it is a map at all.</summary>
    private static Unstructured ReadFields(ref Utf8JsonReader reader, JsonReadContext context)
    {
        var value = new Unstructured();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            var name = isMetadata ? "metadata" : reader.GetString()!;
            if (isMetadata ? value._metadata is not null : value.Content.ContainsKey(name))
            {
                context.Duplicate(ref reader);
            }

            reader.Read();
            if (isMetadata)
            {
                value._metadata = ObjectMeta.Read(ref reader, context);
            }
            else
            {
                value.Content[name] = JsonTree.ReadNode(ref reader, context);
            }
        }

        return value;
    }

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        var metadata = _metadata;
        foreach (var (name, value) in JsonTree.Sorted(Content))
        {
            if (metadata is not null && string.CompareOrdinal(name, "metadata") >= 0)
            {
                WriteMetadata(writer, ref metadata);
                if (name == "metadata")
                {
                    continue; // its model counts
                }
            }

            writer.WritePropertyName(name);
            JsonTree.Write(writer, value);
        }

        WriteMetadata(writer, ref metadata);
        writer.WriteEndObject();
    }

    /// <summary>Writes the whole object: unlike typed ones, the items of a custom resource's list do say what they are.</summary>
    public void WriteItem(Utf8JsonWriter writer) => Write(writer);

    private static void WriteMetadata(Utf8JsonWriter writer, ref ObjectMeta? metadata)
    {
        if (metadata is not null)
        {
            writer.WritePropertyName("metadata"u8);
            metadata.Write(writer);
            metadata = null;
        }
    }

    private string Text(string name) => Content[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
