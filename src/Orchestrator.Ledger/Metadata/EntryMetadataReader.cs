using System.Text.Json;
using Orchestrator.Api.Json;

namespace Orchestrator.Ledger.Metadata;

/// <summary>Reads <c>metadata</c> out of an object's JSON and looks at nothing else.</summary>
internal static class EntryMetadataReader
{
    /// <summary>Reads it; what is missing stays at its default.</summary>
    public static EntryMetadata Read(ReadOnlyMemory<byte> json)
    {
        var metadata = new EntryMetadata();
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (found && reader.TokenType == JsonTokenType.StartObject)
            {
                ReadFields(ref reader, metadata);
                break;
            }

            reader.Skip();
        }

        return metadata;
    }

    private static void ReadFields(ref Utf8JsonReader reader, EntryMetadata metadata)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            ReadField(ref reader, name, metadata);
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, EntryMetadata metadata)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String when name.SequenceEqual("uid"u8):
                metadata.Uid = reader.GetString()!;
                break;
            case JsonTokenType.Number when name.SequenceEqual("generation"u8):
                metadata.Generation = reader.GetInt64();
                break;
            case JsonTokenType.String when name.SequenceEqual("creationTimestamp"u8):
                metadata.CreationTimestamp = reader.GetDateTimeOffset();
                break;
            case JsonTokenType.String when name.SequenceEqual("deletionTimestamp"u8):
                metadata.DeletionTimestamp = reader.GetDateTimeOffset();
                break;
            case JsonTokenType.StartObject when name.SequenceEqual("labels"u8):
                metadata.Labels = ReadMap(ref reader);
                break;
            case JsonTokenType.StartObject when name.SequenceEqual("annotations"u8):
                metadata.Annotations = ReadMap(ref reader);
                break;
            case JsonTokenType.StartArray when name.SequenceEqual("finalizers"u8):
                metadata.Finalizers = ReadStrings(ref reader);
                break;
            case JsonTokenType.StartArray when name.SequenceEqual("ownerReferences"u8):
                metadata.OwnerReferences = ReadOwners(ref reader);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static StringMap ReadMap(ref Utf8JsonReader reader)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = StringPool.Get(ref reader);
            reader.Read();
            pairs.Add(new(name, reader.TokenType == JsonTokenType.String ? StringPool.Get(ref reader) : ""));
            reader.Skip();
        }

        return pairs.Count == 0 ? StringMap.Empty : new StringMap([.. pairs]);
    }

    private static string[] ReadStrings(ref Utf8JsonReader reader)
    {
        var values = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(StringPool.Get(ref reader));
        }

        return [.. values];
    }

    private static EntryOwner[] ReadOwners(ref Utf8JsonReader reader)
    {
        var owners = new List<EntryOwner>();
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            owners.Add(ReadOwner(ref reader));
        }

        return [.. owners];
    }

    private static EntryOwner ReadOwner(ref Utf8JsonReader reader)
    {
        string apiVersion = "", kind = "", name = "", uid = "";
        bool controller = false, block = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.ValueSpan;
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.String when field.SequenceEqual("apiVersion"u8):
                    apiVersion = StringPool.Get(ref reader);
                    break;
                case JsonTokenType.String when field.SequenceEqual("kind"u8):
                    kind = StringPool.Get(ref reader);
                    break;
                case JsonTokenType.String when field.SequenceEqual("name"u8):
                    name = StringPool.Get(ref reader);
                    break;
                case JsonTokenType.String when field.SequenceEqual("uid"u8):
                    uid = StringPool.Get(ref reader);
                    break;
                case JsonTokenType.True when field.SequenceEqual("controller"u8):
                    controller = true;
                    break;
                case JsonTokenType.True when field.SequenceEqual("blockOwnerDeletion"u8):
                    block = true;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new EntryOwner(apiVersion, kind, name, uid, controller, block);
    }
}
