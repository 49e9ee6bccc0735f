using System.Text.Json;
using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Apply;

/// <summary>Reads and writes sets as <c>fieldsV1</c>: a tree of objects whose keys are the steps, where <c>.</c> says that the path itself is in the set.</summary>
public static class FieldSetJson
{
    private const string Self = ".";

    /// <summary>Encodes a set.</summary>
    public static RawJson Write(FieldSet set)
    {
        using var buffer = new PooledBufferWriter(2048);
        using (var writer = new Utf8JsonWriter(buffer, JsonModel.WriterOptions))
        {
            Write(writer, set, isMember: false);
        }

        return RawJson.FromUtf8(buffer.WrittenSpan.ToArray());
    }

    /// <summary>Decodes a set; false when the text is none.</summary>
    public static bool TryRead(RawJson json, out FieldSet set)
    {
        set = FieldSet.Empty;
        if (json.IsEmpty)
        {
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(json.Utf8.Span, new JsonReaderOptions { MaxDepth = JsonModel.MaxDepth });
            return reader.Read() && TryRead(ref reader, out set, out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Write(Utf8JsonWriter writer, FieldSet set, bool isMember)
    {
        writer.WriteStartObject();
        if (isMember && !set.IsEmpty)
        {
            writer.WritePropertyName("."u8);
            writer.WriteStartObject();
            writer.WriteEndObject();
        }

        foreach (ref readonly var entry in set.Entries)
        {
            writer.WritePropertyName(entry.Element);
            Write(writer, entry.Children, entry.IsMember);
        }

        writer.WriteEndObject();
    }

    private static bool TryRead(ref Utf8JsonReader reader, out FieldSet set, out bool isMember)
    {
        set = FieldSet.Empty;
        isMember = false;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        FieldSetBuilder? builder = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var element = reader.GetString()!;
            reader.Read();
            if (!TryRead(ref reader, out var children, out var childIsMember))
            {
                return false;
            }

            if (element == Self)
            {
                isMember = true;
            }
            else if (PathElements.IsValid(element))
            {
                // A step without anything below it ends a path.
                (builder ??= FieldSetBuilder.Rent()).Add(new FieldSetEntry(element, childIsMember || children.IsEmpty, children));
            }
            else
            {
                return false;
            }
        }

        set = builder?.Build() ?? FieldSet.Empty;
        return reader.TokenType == JsonTokenType.EndObject;
    }
}
