using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Metrics;

namespace Orchestrator.Silo.Reads;

/// <summary>Writes events into one watch's response. Nothing reaches the client before a flush.</summary>
internal sealed class WatchStream(HttpContext context, KindDescriptor kind, IEventEncoder encoder, WatchMetrics.EventCount sent)
{
    private const int FullBytes = 64 * 1024;
    private readonly PipeWriter _writer = context.Response.BodyWriter;

    /// <summary>Whether the client has gone away.</summary>
    public bool Aborted => context.RequestAborted.IsCancellationRequested;

    /// <summary>Writes a change as it happened.</summary>
    public void Write(ReplicaChange change)
    {
        sent.Add(1);
        encoder.Write(_writer, change);
    }

    /// <summary>Writes an event of an object.</summary>
    public void Write(ChangeType type, ReplicaEntry entry)
    {
        sent.Add(1);
        encoder.Write(_writer, type, entry);
    }

    /// <summary>Writes a bookmark: everything up to this revision has been sent.</summary>
    public void WriteBookmark(long revision, bool initialEventsEnd) => encoder.WriteBookmark(_writer, kind, revision, initialEventsEnd);

    /// <summary>Ends the stream with an ERROR event.</summary>
    public async Task WriteErrorAsync(Status status)
    {
        encoder.WriteError(_writer, status);
        await FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>Sends what is written.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken) => await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Sends what is written when it has become much.</summary>
    public ValueTask FlushIfFullAsync(CancellationToken cancellationToken) =>
        _writer.UnflushedBytes < FullBytes ? ValueTask.CompletedTask : FlushAsync(cancellationToken);
}
