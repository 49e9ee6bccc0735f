using System.Text.Json;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>
/// Finds where <c>metadata.resourceVersion</c> stands in an object's JSON. It reads the structure, since a label or a nested reference
/// may hold the same text.
/// </summary>
internal static class RevisionPlace
{
    /// <summary>The place of the value inside its quotes, in bytes.</summary>
    /// <exception cref="InvalidOperationException">The object has no resourceVersion.</exception>
    public static (int Offset, int Length) Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (Enter(ref reader, "metadata"u8) && Enter(ref reader, "resourceVersion"u8) && reader.TokenType == JsonTokenType.String)
        {
            return ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
        }

        throw new InvalidOperationException("the object has no metadata.resourceVersion");
    }

    private static bool Enter(ref Utf8JsonReader reader, ReadOnlySpan<byte> field)
    {
        if (reader.TokenType == JsonTokenType.None)
        {
            reader.Read();
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(field);
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
