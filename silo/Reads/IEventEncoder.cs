using System.Buffers;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>Writes the frames of a watch in one format.</summary>
internal interface IEventEncoder
{
    /// <summary>A change as it happened.</summary>
    void Write(IBufferWriter<byte> writer, ReplicaChange change);

    /// <summary>An event of an object.</summary>
    void Write(IBufferWriter<byte> writer, ChangeType type, ReplicaEntry entry);

    /// <summary>A BOOKMARK event: an object of the kind with nothing but a resourceVersion.</summary>
    void WriteBookmark(IBufferWriter<byte> writer, KindDescriptor kind, long revision, bool initialEventsEnd);

    /// <summary>An ERROR event.</summary>
    void WriteError(IBufferWriter<byte> writer, Status status);
}
