using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Silo.Reads;

/// <summary>What is known of the form in which objects are stored: a built-in kind's JSON begins with its kind and apiVersion.</summary>
internal static class StoredObjects
{
    private static readonly ConcurrentDictionary<KindDescriptor, byte[]> Heads = new();

    /// <summary>
    /// Writes an object as an item of a list and returns its length. The items of a built-in kind's list do not repeat kind and apiVersion, as with a real server.
    /// </summary>
    public static int WriteItem(IBufferWriter<byte> writer, KindDescriptor kind, ReadOnlySpan<byte> json)
    {
        if (kind.IsCustom)
        {
            writer.Write(json); // the items of a custom resource's list do say what they are
            return json.Length;
        }

        var head = Heads.GetOrAdd(kind, static kind => Encoding.UTF8.GetBytes($"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\","));
        if (json.StartsWith(head))
        {
            writer.Write("{"u8);
            json = json[head.Length..];
        }

        writer.Write(json);
        return json.Length;
    }
}
