using System.Text.Json;

namespace Orchestrator.Api.Tables;

/// <summary>The value of one cell: text, a number, a truth value or null. A struct, so that a table of thousands of rows makes no garbage for numbers.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;
    private readonly long _number;
    private readonly JsonValueKind _kind;

    private TableCell(JsonValueKind kind, string? text, long number)
    {
        _kind = kind;
        _text = text;
        _number = number;
    }

    /// <summary>Text; null is null.</summary>
    public static implicit operator TableCell(string? text) => new(text is null ? JsonValueKind.Null : JsonValueKind.String, text, 0);

    /// <summary>A number.</summary>
    public static implicit operator TableCell(long number) => new(JsonValueKind.Number, null, number);

    /// <summary>A number that need not be whole, as its JSON text.</summary>
    public static TableCell Decimal(string json) => new(JsonValueKind.Number, json, 0);

    /// <summary>A truth value.</summary>
    public static implicit operator TableCell(bool value) => new(value ? JsonValueKind.True : JsonValueKind.False, null, 0);

    /// <summary>Writes the cell as JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        switch (_kind)
        {
            case JsonValueKind.String:
                writer.WriteStringValue(_text);
                break;
            case JsonValueKind.Number when _text is not null:
                writer.WriteRawValue(_text);
                break;
            case JsonValueKind.Number:
                writer.WriteNumberValue(_number);
                break;
            case JsonValueKind.True or JsonValueKind.False:
                writer.WriteBooleanValue(_kind == JsonValueKind.True);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _kind switch
    {
        JsonValueKind.String => _text!,
        JsonValueKind.Number when _text is not null => _text,
        JsonValueKind.Number => _number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };
}
