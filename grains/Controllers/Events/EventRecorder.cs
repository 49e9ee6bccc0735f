using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Replication;
using Orleans.Runtime;

namespace Orchestrator.Grains.Controllers.Events;

/// <summary>
/// Writes events (core/v1) in the background, a few at a time, behind the work that they tell of. What is told again raises the first one's count.
/// When they come faster than they can be written for long, the newest are dropped: events are a courtesy.
/// </summary>
internal sealed partial class EventRecorder : IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int Writers = 4;
    private readonly Channel<EventNote> _notes = Channel.CreateBounded<EventNote>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly EventSpamFilter _filter = new();
    private readonly Lock _filterLock = new();
    private readonly IReplica _replica;
    private readonly TimeProvider _time;
    private readonly ILogger<EventRecorder> _logger;
    private readonly IResourceClient _client;
    private readonly Task[] _writers;

    public EventRecorder(IResourceClientFactory clients, IReplica replica, TimeProvider time, ILogger<EventRecorder> logger)
    {
        (_replica, _time, _logger) = (replica, time, logger);
        _client = clients.For("system:event-recorder");
        _writers = [.. Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAllAsync))];
    }

    /// <summary>A recorder for one component.</summary>
    public EventSourceRecorder From(string source) => new(source, this, _time);

    /// <summary>Tells an event some time soon.</summary>
    public void Record(EventNote note)
    {
        lock (_filterLock)
        {
            if (!_filter.Allows(note))
            {
                return;
            }
        }

        _notes.Writer.TryWrite(note);
    }

    /// <summary>Writes what is waiting, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _notes.Writer.TryComplete();
        await Task.WhenAll(_writers);
    }

    private async Task WriteAllAsync()
    {
        await foreach (var note in _notes.Reader.ReadAllAsync())
        {
            try
            {
                await WriteAsync(note);
            }
            catch (ApiException refused)
            {
                // Usually a namespace that is going.
                Log.Refused(_logger, note.Reason, note.Object.Name, refused.Message);
            }
            catch (SiloUnavailableException stopping)
            {
                Log.Refused(_logger, note.Reason, note.Object.Name, stopping.Message);
            }
            catch (Exception error)
            {
                Log.Failed(_logger, error, note.Reason, note.Object.Name);
            }
        }
    }

    private async Task WriteAsync(EventNote note)
    {
        var key = KnownResources.Events.Key(NamespaceOf(note), EventNames.Of(note));
        if (_replica.Get(key) is { } known)
        {
            await RepeatAsync(key, known.As<Event>(), note);
            return;
        }

        try
        {
            await _client.CreateAsync(NewEvent(key.Namespace, key.Name, note), CancellationToken.None);
        }
        catch (ApiException taken) when (taken.Status.Reason == "AlreadyExists" && _replica.Get(key) is { } first)
        {
            await RepeatAsync(key, first.As<Event>(), note);
        }
    }

    private Task RepeatAsync(ObjectKey key, Event first, EventNote note) =>
        _client.PatchAsync(
            key,
            MergePatch.Write(writer =>
            {
                writer.WriteNumber("count"u8, (first.Count ?? 0) + 1);
                writer.WriteString("lastTimestamp"u8, Timestamp.Of(note.Time));
            }),
            "",
            CancellationToken.None);

    private static Event NewEvent(string ns, string name, EventNote note) => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name },
        InvolvedObject = note.Object.ToReference(),
        Reason = note.Reason,
        Message = note.Message,
        Type = note.Type,
        Source = new EventSource { Component = note.Source },
        FirstTimestamp = note.Time,
        LastTimestamp = note.Time,
        Count = 1,
        ReportingComponent = note.Source,
    };

    /// <summary>Events about objects without a namespace (nodes) stand in <c>default</c>, where kubectl describe looks for them.</summary>
    private static string NamespaceOf(EventNote note) => note.Object.Namespace.Length == 0 ? "default" : note.Object.Namespace;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Event {Reason} about {Name} was refused: {Why}")]
        public static partial void Refused(ILogger logger, string reason, string name, string why);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Reason} about {Name} could not be written")]
        public static partial void Failed(ILogger logger, Exception error, string reason, string name);
    }
}
