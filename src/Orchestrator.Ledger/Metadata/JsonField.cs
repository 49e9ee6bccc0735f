using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Ledger.Metadata;

/// <summary>Reads one text out of an object's JSON without decoding the object.</summary>
public static class JsonField
{
    /// <summary>The text at <c>outer.inner</c>, such as <c>spec.nodeName</c>; null when it is not there.</summary>
    public static string? GetString(ReadOnlySpan<byte> json, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> inner)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && Enter(ref reader, outer) && reader.TokenType == JsonTokenType.StartObject
            && Enter(ref reader, inner) && reader.TokenType == JsonTokenType.String
            ? StringPool.Get(ref reader)
            : null;
    }

    /// <summary>From the start of an object to the value of one of its fields.</summary>
    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }
}
