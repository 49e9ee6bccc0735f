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
        JsonRead.Object(ref reader) ? new Unstructured(JsonTree.ReadObject(ref reader, context)) : new Unstructured();

    /// <inheritdoc/>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in JsonTree.Sorted(Content))
        {
            writer.WritePropertyName(name);
            if (name == "metadata" && _metadata is not null)
            {
                _metadata.Write(writer);
            }
            else
            {
                JsonTree.Write(writer, value);
            }
        }

        if (_metadata is not null && !Content.ContainsKey("metadata"))
        {
            writer.WritePropertyName("metadata"u8);
            _metadata.Write(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the whole object: unlike typed ones, the items of a custom resource's list do say what they are.</summary>
    public void WriteItem(Utf8JsonWriter writer) => Write(writer);

    private string Text(string name) => Content[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
