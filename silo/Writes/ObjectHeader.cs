using System.Text.Json;

namespace Orchestrator.Silo.Writes;

/// <summary>The few fields of a sent object that the server itself looks at; the whole text is checked for well-formedness on the way.</summary>
internal readonly record struct ObjectHeader(string ApiVersion, string Kind, string Name, string Namespace, string GenerateName)
{
    private const int MaxDepth = 10_000; // as Go's decoder

    /// <summary>Reads the header of a JSON object.</summary>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static ObjectHeader Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        var header = new ObjectHeader("", "", "", "", "");
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return header;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("apiVersion"u8))
            {
                header = header with { ApiVersion = ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("kind"u8))
            {
                header = header with { Kind = ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                header = ReadMetadata(ref reader, header);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        reader.Read(); // throws when anything follows the object
        return header;
    }

    private static ObjectHeader ReadMetadata(ref Utf8JsonReader reader, ObjectHeader header)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return header;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("name"u8))
            {
                header = header with { Name = ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("namespace"u8))
            {
                header = header with { Namespace = ReadText(ref reader) };
            }
            else if (reader.ValueTextEquals("generateName"u8))
            {
                header = header with { GenerateName = ReadText(ref reader) };
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return header;
    }

    // a field of another type is the typed decoder's to refuse, with its exact words
    private static string ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return reader.GetString()!;
        }

        reader.Skip();
        return "";
    }
}
