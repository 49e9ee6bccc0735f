using System.Security;
using Orchestrator.Api.Generator.Facts;

namespace Orchestrator.Api.Generator.Writers;

/// <summary>Writes one typed model: its properties, its reader and its writer.</summary>
internal sealed class ModelWriter(ApiModel api, CodeWriter code, string name, FactType type)
{
    private readonly string _class = Naming.Class(name);
    private readonly List<FactField> _fields = [.. api.JsonFields(type)];
    private readonly bool _isKind = api.IsKind(type);
    private readonly string? _items = api.ItemsOf(type);

    /// <summary>Writes the class.</summary>
    public void Write()
    {
        code.Line($"/// <summary><c>{name}</c>.</summary>");
        using (code.Block($"public sealed partial class {_class} : {Interfaces()}"))
        {
            if (_isKind)
            {
                WriteKindProperties();
            }

            foreach (var field in _fields)
            {
                WriteProperty(field);
            }

            code.Line("/// <inheritdoc/>");
            code.Line($"static TypeSchema IJsonModel<{_class}>.Schema => TypeSchemas.Get(\"{name}\");");
            code.Line();
            if (_items is not null)
            {
                code.Line("/// <inheritdoc/>");
                code.Line("IReadOnlyList<IKubeObject> IKubeList.Items => Items;");
                code.Line();
            }

            WriteReader();
            code.Line();
            WriteCopy();
            code.Line();
            WriteWriter();
        }
    }

    private string Interfaces() =>
        $"IJsonModel<{_class}>" + (api.IsObject(type) ? ", IListItem" : _items is not null ? ", IKubeList" : "");

    private void WriteKindProperties()
    {
        code.Line("/// <summary><c>apiVersion</c>: group and version.</summary>");
        code.Line($"public string ApiVersion {{ get; set; }} = \"{api.ApiVersion(name, type)}\";");
        code.Line();
        code.Line("/// <summary><c>kind</c>.</summary>");
        code.Line($"public string Kind {{ get; set; }} = \"{type.Kind!.Kind}\";");
        code.Line();
    }

    private void WriteProperty(FactField field)
    {
        var enumeration = field.EnumValues.Count > 0 ? $": {SecurityElement.Escape(string.Join(", ", field.EnumValues))}" : "";
        code.Line($"/// <summary><c>{field.Json}</c>{enumeration}.</summary>");
        var initial = ValueCode.Initial(field);
        code.Line($"public {ValueCode.FieldType(field)} {Property(field)} {{ get; set; }}{(initial is null ? "" : $" = {initial};")}");
        code.Line();
    }

    private void WriteReader()
    {
        code.Line("/// <inheritdoc/>");
        using var method = code.Block($"public static {_class} Read(ref Utf8JsonReader reader, JsonReadContext context)");
        code.Line(_isKind ? $"var value = new {_class} {{ ApiVersion = \"\", Kind = \"\" }};" : $"var value = new {_class}();");
        using (code.Block("if (!JsonRead.Object(ref reader))"))
        {
            code.Line("return value;");
        }

        code.Line();
        if (_fields.Count > 0)
        {
            code.Line("ulong seen = 0;");
        }

        using (code.Block("while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)"))
        {
            code.Line("var name = JsonRead.Name(ref reader);");
            using (code.Block("switch (name.Length)"))
            {
                WriteCases();
            }
        }

        code.Line();
        code.Line("return value;");
    }

    private void WriteCases()
    {
        var cases = _fields.Select((field, index) => (field.Json, Property(field), Read: ReadOf(field), index)).ToList();
        if (_isKind)
        {
            cases.Add(("kind", "Kind", $"JsonRead.Expected(ref reader, \"{type.Kind!.Kind}\")", _fields.Count));
            cases.Add(("apiVersion", "ApiVersion", $"JsonRead.Expected(ref reader, \"{api.ApiVersion(name, type)}\")", _fields.Count + 1));
        }

        foreach (var (json, property, read, index) in cases)
        {
            code.Line($"case {json.Length} when name.SequenceEqual(\"{json}\"u8):");
            code.Line($"    context.Seen(ref reader, ref seen, 1UL << {index});");
            code.Line($"    value.{property} = {read};");
            code.Line("    break;");
        }

        code.Line("default:");
        code.Line("    context.Unknown(ref reader);");
        code.Line("    break;");
    }

    private string ReadOf(FactField field)
    {
        if (_items is null || field.Json != "items")
        {
            return ValueCode.ReadField(field);
        }

        var (apiVersion, kind) = api.KindOf(_items);
        return $"JsonReadCollections.Items(ref reader, context, {Naming.FullClass(_items)}.Read, \"{apiVersion}\", \"{kind}\") ?? []";
    }

    private void WriteCopy()
    {
        if (api.IsObject(type))
        {
            code.Line("/// <inheritdoc/>");
            code.Line("IKubeObject IKubeObject.Copy() => DeepCopy();");
            code.Line();
        }

        var copied = _fields.FindAll(field => CopyCode.IsNeeded(field));
        code.Line("/// <inheritdoc/>");
        if (copied.Count == 0)
        {
            code.Line($"public {_class} DeepCopy() => ({_class})MemberwiseClone();");
            return;
        }

        using var method = code.Block($"public {_class} DeepCopy()");
        code.Line($"var copy = ({_class})MemberwiseClone();");
        foreach (var field in copied)
        {
            code.Line($"copy.{Property(field)} = {CopyCode.Field(field, Property(field))};");
        }

        code.Line("return copy;");
    }

    private void WriteWriter()
    {
        code.Line("/// <inheritdoc/>");
        using (code.Block("public void Write(Utf8JsonWriter writer)"))
        {
            code.Line("writer.WriteStartObject();");
            if (_isKind)
            {
                WriteNonEmpty("kind", "Kind");
                WriteNonEmpty("apiVersion", "ApiVersion");
            }

            code.Line("WriteFields(writer);");
            code.Line("writer.WriteEndObject();");
        }

        code.Line();
        if (api.IsObject(type))
        {
            code.Line("/// <inheritdoc/>");
            using (code.Block("void IListItem.WriteItem(Utf8JsonWriter writer)"))
            {
                code.Line("writer.WriteStartObject();");
                code.Line("WriteFields(writer);");
                code.Line("writer.WriteEndObject();");
            }

            code.Line();
        }

        using var fields = code.Block("private void WriteFields(Utf8JsonWriter writer)");
        foreach (var field in _fields)
        {
            WriteField(field);
        }
    }

    private void WriteField(FactField field)
    {
        var property = Property(field);
        var condition = Condition(field, property);
        if (condition is null)
        {
            code.Line($"writer.WritePropertyName(\"{field.Json}\"u8);");
            code.Line(_items is not null && field.Json == "items" ? "JsonWrite.Items(writer, Items);" : WriteValue(field, property));
            return;
        }

        using var block = code.Block($"if ({condition})");
        var nonNull = field.Pointer && !ValueCode.IsRaw(field) && field.Type is not "string" and not "ref" and not "array" and not "map" and not "Time" and not "MicroTime" and not "bytes";
        code.Line($"writer.WritePropertyName(\"{field.Json}\"u8);");
        code.Line(ValueCode.Write(field, nonNull ? $"{property}.Value" : field.Type is "bool" or "int32" or "int64" or "float64" ? $"{property}.Value" : property));
    }

    /// <summary>When the field is written; null for always.</summary>
    private static string? Condition(FactField field, string property) => field.Type switch
    {
        "Time" when field.OmitZero => $"{property} is not null",
        _ when !field.OmitEmpty => null,
        "RawExtension" or "any" or "FieldsV1" => field.Pointer ? $"!{property}.IsEmpty" : null,
        "ref" when ValueCode.IsRaw(field) => field.Pointer ? $"!{property}.IsEmpty" : null,
        "ref" or "Time" or "MicroTime" or "Quantity" or "IntOrString" or "Duration" => field.Pointer ? $"{property} is not null" : null,
        "array" or "map" => $"{property} is {{ Count: > 0 }}",
        "bytes" => $"{property} is {{ Length: > 0 }}",
        "string" => field.Pointer ? $"{property} is not null" : $"!string.IsNullOrEmpty({property})",
        "bool" => field.Pointer ? $"{property} is not null" : $"{property} is true",
        _ => field.Pointer ? $"{property} is not null" : $"{property} is not null and not 0",
    };

    private static string WriteValue(FactField field, string property) =>
        ValueCode.IsNullable(field) && field.Type is not ("Time" or "MicroTime" or "bytes")
            ? $"if ({property} is {{ }} value{property}) {{ {ValueCode.Write(field, $"value{property}")} }} else {{ writer.WriteNullValue(); }}"
            : ValueCode.Write(field, property);

    private void WriteNonEmpty(string json, string property)
    {
        using var block = code.Block($"if ({property}.Length > 0)");
        code.Line($"writer.WriteString(\"{json}\"u8, {property});");
    }

    private string Property(FactField field) => Naming.Property(field.Json, _class);
}
