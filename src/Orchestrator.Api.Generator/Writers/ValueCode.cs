using Orchestrator.Api.Generator.Facts;

namespace Orchestrator.Api.Generator.Writers;

/// <summary>The C# for a value: its type, how it is read, how it is written.</summary>
internal static class ValueCode
{
    private const string Values = "global::Orchestrator.Api.Values.";

    /// <summary>The C# type of an element of a list or map.</summary>
    public static string ElementType(FactValue value) => value.Type switch
    {
        "string" => "string",
        "bool" => "bool",
        "int32" => "int",
        "int64" => "long",
        "float64" => "double",
        "bytes" => "byte[]",
        "Time" => "DateTime?",
        "Quantity" or "IntOrString" or "MicroTime" or "Duration" => Values + value.Type,
        "RawExtension" or "any" or "FieldsV1" => Values + "RawJson",
        "array" => $"List<{ElementType(value.Items!)}>",
        "map" => $"Dictionary<string, {ElementType(value.Values!)}>",
        "ref" => RefType(value.Ref!),
        _ => throw new InvalidDataException($"unknown type {value.Type}"),
    };

    /// <summary>The C# type of a field.</summary>
    public static string FieldType(FactField field) => IsNullable(field) && !ElementType(field).EndsWith('?') ? ElementType(field) + "?" : ElementType(field);

    /// <summary>Whether null stands for the field's absence.</summary>
    public static bool IsNullable(FactField field) => field.Type switch
    {
        "ref" => !IsRaw(field) && field.Pointer,
        "array" or "map" => field.OmitEmpty || field.Pointer || field.Type == "map",
        "Quantity" or "IntOrString" => field.Pointer,
        "Duration" or "RawExtension" or "any" or "FieldsV1" => false,
        "Time" or "MicroTime" or "bytes" => true,
        _ => field.OmitEmpty || field.Pointer,
    };

    /// <summary>The initial value of a field that is never null, or null.</summary>
    public static string? Initial(FactField field) => IsNullable(field) || IsRaw(field) ? null : field.Type switch
    {
        "string" => "\"\"",
        "array" => "[]",
        "ref" => "new()",
        _ => null,
    };

    /// <summary>Whether the value is JSON without a schema.</summary>
    public static bool IsRaw(FactValue value) => value.Type is "RawExtension" or "any" or "FieldsV1" || value.Ref == "apiextensions.k8s.io/v1.JSON";

    /// <summary>The expression that reads a field.</summary>
    public static string ReadField(FactField field)
    {
        var expression = Read(field);
        return field.Type switch
        {
            "ref" when IsNullable(field) => $"reader.TokenType == JsonTokenType.Null ? null : {expression}",
            "string" => IsNullable(field) ? "JsonRead.OptionalString(ref reader)" : expression,
            "array" => IsNullable(field) ? expression : $"{expression} ?? []",
            "bool" or "int32" or "int64" or "float64" or "Quantity" or "IntOrString" => IsNullable(field) ? expression : $"{expression} ?? default",
            _ => expression,
        };
    }

    /// <summary>The name of the C# method in JsonWrite, or the call, that writes a value that is not null.</summary>
    public static string Write(FactValue value, string name) => value.Type switch
    {
        "string" => $"writer.WriteStringValue({name});",
        "bool" => $"writer.WriteBooleanValue({name});",
        "int32" or "int64" => $"writer.WriteNumberValue({name});",
        "float64" => $"JsonWrite.Double(writer, {name});",
        "array" => WriteList(value.Items!, name),
        "map" => WriteMap(value.Values!, name),
        "Duration" => $"writer.WriteStringValue({name}.ToString());",
        "ref" when !IsRaw(value) => $"{name}.Write(writer);",
        _ => $"JsonWrite.{(IsRaw(value) ? "Raw" : Method(value))}(writer, {name});",
    };

    private static string WriteList(FactValue items, string name) => items.Type switch
    {
        "string" => $"JsonWrite.Strings(writer, {name});",
        "ref" when !IsRaw(items) => $"JsonWrite.Models(writer, {name});",
        _ => $"JsonWrite.List(writer, {name}, static (writer, value) => {Write(items, "value").TrimEnd(';')});",
    };

    private static string WriteMap(FactValue values, string name) => values.Type switch
    {
        "string" => $"JsonWriteMaps.Strings(writer, {name});",
        "ref" when !IsRaw(values) => $"JsonWriteMaps.Models(writer, {name});",
        _ => $"JsonWriteMaps.Map(writer, {name}, static (writer, value) => {Write(values, "value").TrimEnd(';')});",
    };

    private static string Read(FactValue value) => value.Type switch
    {
        "array" => $"JsonReadCollections.List(ref reader, context, {Element(value.Items!)})",
        "map" => $"JsonReadCollections.Map(ref reader, context, {Element(value.Values!)})",
        "ref" when !IsRaw(value) => $"{RefType(value.Ref!)}.Read(ref reader, context)",
        _ when IsRaw(value) => "JsonRead.Raw(ref reader, context)",
        _ => $"JsonRead.{Method(value)}(ref reader)",
    };

    /// <summary>The function that reads an element.</summary>
    private static string Element(FactValue value) => value.Type switch
    {
        "ref" when !IsRaw(value) => $"{RefType(value.Ref!)}.Read",
        _ => $"static (ref Utf8JsonReader reader, JsonReadContext context) => {Read(value)}{(value.Type is "string" or "Time" || IsRaw(value) ? "" : value.Type is "array" or "map" or "bytes" ? " ?? []" : " ?? default")}",
    };

    private static string Method(FactValue value) => value.Type switch
    {
        "string" => "String",
        "bool" => "Boolean",
        "int32" => "Int32",
        "int64" => "Int64",
        "float64" => "Double",
        "bytes" => "Bytes",
        _ => value.Type,
    };

    private static string RefType(string name) => name == "apiextensions.k8s.io/v1.JSON" ? Values + "RawJson" : Naming.FullClass(name);
}
