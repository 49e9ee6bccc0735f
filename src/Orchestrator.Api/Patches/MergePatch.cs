using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Apply;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Patches;

/// <summary>
/// JSON merge patch (RFC 7386): objects merge, everything else is replaced, null removes. What a patch does not touch is copied as it stands, so that a patch of one
/// field of a large object costs little more than the copy.
/// </summary>
public static class MergePatch
{
    /// <summary>Applies a patch, which must be an object, to a document.</summary>
    /// <param name="document">The document: compact, valid UTF-8 JSON as the encoders here write it; anything but an object counts as an empty one.</param>
    /// <param name="patch">The patch, as UTF-8 JSON.</param>
    /// <param name="reading">Takes note of fields that come twice in the patch; without it they are refused.</param>
    /// <returns>The patched document, as compact: fields keep their places, new ones follow.</returns>
    /// <exception cref="PatchException">The patch is malformed.</exception>
    public static byte[] Apply(ReadOnlySpan<byte> document, ReadOnlySpan<byte> patch, JsonReadContext? reading = null)
    {
        var changes = PatchDocument.ParseObject(patch, reading);
        using var merged = new PooledBufferWriter(document.Length + patch.Length);
        Merge(document, changes, merged);
        return merged.WrittenSpan.ToArray();
    }

    private static void Merge(ReadOnlySpan<byte> document, JsonObject patch, PooledBufferWriter merged)
    {
        var changes = new Change[patch.Count];
        for (var i = 0; i < changes.Length; i++)
        {
            var (name, value) = patch.GetAt(i);
            changes[i] = new Change(Encoding.UTF8.GetBytes(name), value);
        }

        var first = true;
        merged.Write("{"u8);
        for (var fields = new JsonMembers(document); fields.Next();)
        {
            if (Find(changes, fields.Name) is not { } change)
            {
                Begin(merged, fields.NameToken, ref first);
                merged.Write(fields.Value);
            }
            else if (change.Value is not null)
            {
                Begin(merged, fields.NameToken, ref first);
                Put(fields.Value, change.Value, merged);
            }
        }

        foreach (var change in changes)
        {
            if (!change.Done && change.Value is not null)
            {
                Begin(merged, NameToken(change.Name), ref first);
                Put(default, change.Value, merged);
            }
        }

        merged.Write("}"u8);
    }

    private static void Put(ReadOnlySpan<byte> old, JsonNode value, PooledBufferWriter merged)
    {
        if (value is JsonObject changes)
        {
            // In an object that is new nulls remove nothing, and are not kept.
            Merge(old.StartsWith("{"u8) ? old : "{}"u8, changes, merged);
            return;
        }

        using var writer = new Utf8JsonWriter(merged, JsonModel.WriterOptions);
        value.WriteTo(writer);
    }

    private static void Begin(PooledBufferWriter merged, ReadOnlySpan<byte> nameToken, ref bool first)
    {
        if (!first)
        {
            merged.Write(","u8);
        }

        first = false;
        merged.Write(nameToken);
    }

    private static Change? Find(Change[] changes, ReadOnlySpan<byte> name)
    {
        if (name.Contains((byte)'\\'))
        {
            name = Unescape(name);
        }

        foreach (var change in changes)
        {
            if (name.SequenceEqual(change.Name))
            {
                change.Done = true;
                return change;
            }
        }

        return null;
    }

    private static byte[] Unescape(ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader([(byte)'"', .. name, (byte)'"']);
        reader.Read();
        return Encoding.UTF8.GetBytes(reader.GetString()!);
    }

    private static byte[] NameToken(byte[] name) => [(byte)'"', .. JsonEncodedText.Encode(name, JsonModel.WriterOptions.Encoder).EncodedUtf8Bytes, (byte)'"', (byte)':'];

    private sealed class Change(byte[] name, JsonNode? value)
    {
        public byte[] Name { get; } = name;

        public JsonNode? Value { get; } = value;

        public bool Done { get; set; }
    }
}
