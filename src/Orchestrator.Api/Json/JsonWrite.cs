using System.Text.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Json;

/// <summary>The values that generated writers write besides what <see cref="Utf8JsonWriter"/> offers.</summary>
public static class JsonWrite
{
    /// <summary>A timestamp, or null for the zero time, as Go writes it.</summary>
    public static void Time(Utf8JsonWriter writer, DateTime? value)
    {
        if (value is not { } time)
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        writer.WriteStringValue(text[..Rfc3339.Format(time, text, fractionDigits: 0)]);
    }

    /// <summary>A timestamp with microseconds, or null for the zero time.</summary>
    public static void MicroTime(Utf8JsonWriter writer, MicroTime? value)
    {
        if (value is not { } time)
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[Rfc3339.MaxLength];
        writer.WriteStringValue(text[..Rfc3339.Format(time.Value, text, fractionDigits: 6)]);
    }

    /// <summary>A quantity in its canonical form.</summary>
    public static void Quantity(Utf8JsonWriter writer, Quantity value)
    {
        Span<byte> text = stackalloc byte[Values.Quantity.MaxLength];
        writer.WriteStringValue(text[..value.Format(text)]);
    }

    /// <summary>An integer or a string.</summary>
    public static void IntOrString(Utf8JsonWriter writer, IntOrString value)
    {
        if (value.IsString)
        {
            writer.WriteStringValue(value.StringValue);
        }
        else
        {
            writer.WriteNumberValue(value.IntValue);
        }
    }

    /// <summary>A floating-point number in Go's form: exponents only for very small and very large ones.</summary>
    public static void Double(Utf8JsonWriter writer, double value) => writer.WriteRawValue(GoFloat.Format(value), skipInputValidation: true);

    /// <summary>Raw JSON, null when there is none.</summary>
    public static void Raw(Utf8JsonWriter writer, RawJson value)
    {
        if (value.IsEmpty)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
        }
    }

    /// <summary>Bytes in base64, null when there are none.</summary>
    public static void Bytes(Utf8JsonWriter writer, byte[]? value)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteBase64StringValue(value);
        }
    }

    /// <summary>A list of strings.</summary>
    public static void Strings(Utf8JsonWriter writer, List<string> values)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    /// <summary>A list of models.</summary>
    public static void Models<T>(Utf8JsonWriter writer, List<T> values)
        where T : IJsonModel
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            value.Write(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The items of a list kind; as from a real server, they do not repeat what they are.</summary>
    public static void Items<T>(Utf8JsonWriter writer, List<T> values)
        where T : IListItem
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            value.WriteItem(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>A list of anything.</summary>
    public static void List<T>(Utf8JsonWriter writer, List<T> values, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var value in values)
        {
            write(writer, value);
        }

        writer.WriteEndArray();
    }
}
