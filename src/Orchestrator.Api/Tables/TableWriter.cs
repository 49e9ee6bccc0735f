using System.Text.Json;

namespace Orchestrator.Api.Tables;

/// <summary>
/// Writes objects as a <c>meta.k8s.io</c> Table, which is what kubectl asks for when it prints a list.
/// Straight to UTF-8, one row after the other; rows hold nothing alive.
/// </summary>
public static class TableWriter
{
    private static readonly JsonEncodedText PartialKind = JsonEncodedText.Encode("PartialObjectMetadata");

    /// <summary>Writes a table with a row for each object.</summary>
    public static void Write(Utf8JsonWriter writer, IReadOnlyList<TableColumn> columns, IEnumerable<TableRowSource> rows, TableRequest request)
    {
        var apiVersion = JsonEncodedText.Encode("meta.k8s.io/" + request.Version);
        writer.WriteStartObject();
        writer.WriteString("kind"u8, "Table"u8);
        writer.WriteString("apiVersion"u8, apiVersion);
        writer.WritePropertyName("metadata"u8);
        request.Metadata.Write(writer);
        writer.WriteStartArray("columnDefinitions"u8);
        foreach (var column in request.NoHeaders ? [] : columns)
        {
            Definition(writer, column);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("rows"u8);
        foreach (var row in rows)
        {
            Row(writer, columns, row, request, apiVersion);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Definition(Utf8JsonWriter writer, TableColumn column)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, column.Name);
        writer.WriteString("type"u8, column.Type);
        writer.WriteString("format"u8, column.Format);
        writer.WriteString("description"u8, column.Description);
        writer.WriteNumber("priority"u8, column.Priority);
        writer.WriteEndObject();
    }

    private static void Row(
        Utf8JsonWriter writer, IReadOnlyList<TableColumn> columns, TableRowSource row, TableRequest request, JsonEncodedText apiVersion)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells"u8);
        for (var i = 0; i < columns.Count; i++)
        {
            columns[i].Cell(row.Object, request.Now).Write(writer);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("object"u8);
        switch (request.IncludeObject)
        {
            case IncludeObject.None:
                writer.WriteNullValue();
                break;
            case IncludeObject.Object:
                writer.WriteRawValue(row.Json.Span, skipInputValidation: true);
                break;
            default:
                writer.WriteStartObject();
                writer.WriteString("kind"u8, PartialKind);
                writer.WriteString("apiVersion"u8, apiVersion);
                writer.WritePropertyName("metadata"u8);
                row.Object.Metadata.Write(writer);
                writer.WriteEndObject();
                break;
        }

        writer.WriteEndObject();
    }
}
