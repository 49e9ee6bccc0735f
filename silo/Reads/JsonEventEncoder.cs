using System.Buffers;
using System.Text;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using WatchEvent = Orchestrator.Ledger.Replication.WatchEvent;

namespace Orchestrator.Silo.Reads;

/// <summary>Events as lines of JSON. A change's line is made once and shared by all watchers.</summary>
internal sealed class JsonEventEncoder : IEventEncoder
{
    /// <summary>The encoder; it holds nothing.</summary>
    public static JsonEventEncoder Instance { get; } = new();

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> writer, ReplicaChange change) => writer.Write(change.EncodedEvent.Span);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> writer, ChangeType type, ReplicaEntry entry)
    {
        writer.Write(WatchEvent.Start(type));
        writer.Write(entry.Json.Span);
        writer.Write(WatchEvent.End);
    }

    /// <inheritdoc/>
    public void WriteBookmark(IBufferWriter<byte> writer, KindDescriptor kind, long revision, bool initialEventsEnd)
    {
        writer.Write("{\"type\":\"BOOKMARK\",\"object\":"u8);
        writer.Write(Bookmark(kind, revision, initialEventsEnd));
        writer.Write(WatchEvent.End);
    }

    /// <inheritdoc/>
    public void WriteError(IBufferWriter<byte> writer, Status status)
    {
        writer.Write("{\"type\":\"ERROR\",\"object\":"u8);
        JsonModel.Write(status, writer);
        writer.Write(WatchEvent.End);
    }

    /// <summary>The object of a bookmark.</summary>
    internal static byte[] Bookmark(KindDescriptor kind, long revision, bool initialEventsEnd)
    {
        var annotations = initialEventsEnd ? ",\"annotations\":{\"k8s.io/initial-events-end\":\"true\"}" : "";
        return Encoding.UTF8.GetBytes(
            $"{{\"kind\":\"{kind.Kind}\",\"apiVersion\":\"{kind.ApiVersion}\",\"metadata\":{{\"resourceVersion\":\"{revision}\"{annotations}}}}}");
    }
}
