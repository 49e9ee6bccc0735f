using System.Buffers;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Negotiation;

namespace Orchestrator.Silo.Reads;

/// <summary>Events as tables, partial metadata or protobuf. Of one watch: a table's columns are sent with its first event only.</summary>
internal sealed class ViewEventEncoder(KindDescriptor kind, ResponseFormat format, ReadOptions options, TimeProvider time) : IEventEncoder
{
    private bool _sentHeaders;

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> writer, ReplicaChange change) => Write(writer, change.Type, change.Entry);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> writer, ChangeType type, ReplicaEntry entry)
    {
        using var json = new PooledBufferWriter(entry.Json.Length);
        ObjectView.Write(json, kind, format, options, entry, time.GetUtcNow().UtcDateTime, headers: !_sentHeaders);
        _sentHeaders = true;
        var name = type switch { ChangeType.Created => "ADDED", ChangeType.Updated => "MODIFIED", _ => "DELETED" };
        EventFrames.Write(writer, name, json.WrittenMemory, format.Encoding, ViewSchemas.OfObject(kind, format.View));
    }

    /// <inheritdoc/>
    public void WriteBookmark(IBufferWriter<byte> writer, KindDescriptor kind, long revision, bool initialEventsEnd)
    {
        var bookmark = JsonEventEncoder.Bookmark(kind, revision, initialEventsEnd);
        if (format.View == ApiView.Object)
        {
            EventFrames.Write(writer, "BOOKMARK", bookmark, format.Encoding, kind.Schema);
            return;
        }

        var entry = new ReplicaEntry { Key = new(kind.Group, kind.Resource, "", ""), Revision = revision, Json = bookmark };
        using var json = new PooledBufferWriter(bookmark.Length);
        ObjectView.Write(json, kind, format, options, entry, time.GetUtcNow().UtcDateTime, headers: !_sentHeaders);
        EventFrames.Write(writer, "BOOKMARK", json.WrittenMemory, format.Encoding, ViewSchemas.OfObject(kind, format.View));
    }

    /// <inheritdoc/>
    public void WriteError(IBufferWriter<byte> writer, Status status) =>
        EventFrames.Write(writer, "ERROR", JsonModel.ToBytes(status), format.Encoding, ViewSchemas.Status);
}
