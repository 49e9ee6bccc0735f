using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Yaml;

/// <summary>Writes JSON as block-style YAML the way sigs.k8s.io/yaml does: keys sorted, lists at their key's indentation, quotes where needed.</summary>
internal sealed class YamlWriter
{
    private readonly StringBuilder _text = new();

    /// <summary>Writes a document.</summary>
    public static byte[] Write(JsonElement root)
    {
        var writer = new YamlWriter();
        if (root.ValueKind is (JsonValueKind.Object or JsonValueKind.Array) && !IsEmpty(root))
        {
            writer.WriteBlock(root, 0, firstIndented: false);
        }
        else
        {
            writer.WriteInline(root, 0);
        }

        return Encoding.UTF8.GetBytes(writer._text.ToString());
    }

    private void WriteBlock(JsonElement value, int indent, bool firstIndented)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            WriteMap(value, indent, firstIndented);
        }
        else
        {
            WriteList(value, indent, firstIndented);
        }
    }

    /// <summary>Writes a map; its first line may already be indented, after a dash.</summary>
    private void WriteMap(JsonElement map, int indent, bool firstIndented)
    {
        foreach (var field in map.EnumerateObject().OrderBy(field => field.Name, YamlKeyComparer.Instance))
        {
            Indent(firstIndented ? 0 : indent);
            firstIndented = false;
            YamlText.WriteKey(_text, field.Name);
            _text.Append(':');
            if (field.Value.ValueKind is (JsonValueKind.Object or JsonValueKind.Array) && !IsEmpty(field.Value))
            {
                _text.Append('\n');
                WriteBlock(field.Value, field.Value.ValueKind == JsonValueKind.Object ? indent + 2 : indent, firstIndented: false);
            }
            else
            {
                _text.Append(' ');
                WriteInline(field.Value, indent + 2);
            }
        }
    }

    private void WriteList(JsonElement list, int indent, bool firstIndented)
    {
        foreach (var item in list.EnumerateArray())
        {
            Indent(firstIndented ? 0 : indent);
            firstIndented = false;
            _text.Append("- ");
            if (item.ValueKind is (JsonValueKind.Object or JsonValueKind.Array) && !IsEmpty(item))
            {
                WriteBlock(item, indent + 2, firstIndented: true);
            }
            else
            {
                WriteInline(item, indent + 2);
            }
        }
    }

    private void WriteInline(JsonElement value, int indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                _text.Append("{}");
                break;
            case JsonValueKind.Array:
                _text.Append("[]");
                break;
            case JsonValueKind.String:
                YamlText.WriteValue(_text, value.GetString()!, indent);
                break;
            case JsonValueKind.Number:
                _text.Append(Number(value));
                break;
            default:
                _text.Append(value.GetRawText());
                break;
        }

        _text.Append('\n');
    }

    private void Indent(int indent) => _text.Append(' ', indent);

    private static string Number(JsonElement value) =>
        value.TryGetInt64(out var integer) ? integer.ToString(CultureInfo.InvariantCulture)
        : value.TryGetDouble(out var number) ? Values.GoFloat.Format(number)
        : value.GetRawText();

    private static bool IsEmpty(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.GetArrayLength() == 0 : value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().MoveNext();
}
