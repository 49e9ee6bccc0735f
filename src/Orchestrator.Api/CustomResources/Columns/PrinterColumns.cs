using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.CustomResources.Validation;
using Orchestrator.Api.Errors;
using Orchestrator.Api.JsonPaths;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.CustomResources.Columns;

/// <summary>The columns that a definition asks for (a real server's <c>tableconvertor</c>); without any the age.</summary>
internal static class PrinterColumns
{
    private const string MetadataPath = ".metadata.";

    /// <summary>The columns of a version: the name, then what it asks for.</summary>
    public static IReadOnlyList<TableColumn> Of(IReadOnlyList<CustomResourceColumnDefinition>? definitions) => definitions is { Count: > 0 }
        ? [Tables.Columns.Name<IKubeObject>(), .. definitions.Select(Column)]
        : [Tables.Columns.Name<IKubeObject>(), Tables.Columns.Age<IKubeObject>() with { Type = "date" }];

    private static TableColumn<IKubeObject> Column(CustomResourceColumnDefinition definition)
    {
        var path = TryParse(definition.JsonPath);
        var type = definition.Type;
        var inMetadata = definition.JsonPath.StartsWith(MetadataPath, StringComparison.Ordinal);
        return new TableColumn<IKubeObject>(
            definition.Name,
            (obj, now) => path is null ? (string?)null : Cell(path, type, inMetadata, (Unstructured)obj, now),
            type,
            definition.Format ?? "",
            definition.Priority ?? 0,
            string.IsNullOrEmpty(definition.Description) ? $"Custom resource definition column (in JSONPath format): {definition.JsonPath}" : definition.Description);
    }

    private static JsonPath? TryParse(string text)
    {
        try
        {
            return JsonPath.Parse(text);
        }
        catch (FormatException)
        {
            return null; // a definition with such a column is refused
        }
    }

    private static TableCell Cell(JsonPath path, string type, bool inMetadata, Unstructured obj, DateTime now)
    {
        var root = inMetadata ? new JsonObject { ["metadata"] = JsonNode.Parse(Json.JsonModel.ToBytes(obj.Metadata)) } : obj.Content;
        using var found = path.Find(root).GetEnumerator();
        return found.MoveNext() && found.Current is { } value ? Cell(value, type, now) : (string?)null;
    }

    private static TableCell Cell(JsonNode value, string type, DateTime now)
    {
        switch (type)
        {
            case "string":
                return JsonKind.Text(value) ?? GoText.Json(value);
            case "integer" when JsonKind.Number(value) is { } number:
                return (long)number;
            case "number" when JsonKind.Number(value) is not null:
                return TableCell.Decimal(value.ToJsonString());
            case "boolean" when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                return value.GetValue<bool>();
            case "date" when JsonKind.Text(value) is { } text:
                return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time)
                    ? HumanDuration.Since(time, now)
                    : "<invalid>";
            default:
                return (string?)null;
        }
    }
}
