using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>One request on its way: what it is about, and what it gathers.</summary>
internal sealed class WriteContext(
    ObjectKey key, WriteRequest request, KindDescriptor kind, KindDescriptor served, PendingObject pending, ObjectServices services, KindBehavior behavior)
    : IAdmissionSink
{
    private List<string>? _warnings;
    private List<Mutation>? _companions;

    /// <summary>The object's key.</summary>
    public ObjectKey Key { get; } = key;

    /// <summary>The request.</summary>
    public WriteRequest Request { get; } = request;

    /// <summary>The kind in its storage version.</summary>
    public KindDescriptor Kind { get; } = kind;

    /// <summary>The kind in the version of the request: what the client sends and is shown. The same as <see cref="Kind"/> for most.</summary>
    public KindDescriptor Served { get; } = served;

    /// <summary>The rules of the request's version. They see the stored form.</summary>
    public IKindStrategy? Strategy => Served.Strategy;

    /// <summary>The object.</summary>
    public PendingObject Pending { get; } = pending;

    /// <summary>What the silo shares.</summary>
    public ObjectServices Services { get; } = services;

    /// <summary>What only this kind does.</summary>
    public KindBehavior Behavior { get; } = behavior;

    /// <summary>Now, in whole seconds, as the API writes times.</summary>
    public DateTime Now { get; } = WholeSeconds(services.Time.GetUtcNow().UtcDateTime);

    /// <summary>Warnings for the client.</summary>
    public string[] Warnings => _warnings is null ? [] : [.. _warnings];

    /// <summary>Changes of other objects that are to be committed with this one.</summary>
    public IReadOnlyList<Mutation> Companions => _companions ?? (IReadOnlyList<Mutation>)[];

    /// <summary>The object as it is, or null.</summary>
    public ObjectVersion? Current => Pending.Current;

    /// <summary>A version of the object as the request's version of the kind has it.</summary>
    public ReadOnlyMemory<byte> Show(ObjectVersion version) => Served.Conversion is null ? version.Utf8 : Served.Conversion.FromStored(version.Utf8);

    /// <summary>The same request as an update of the object itself, for a subresource that changes a part of it.</summary>
    public WriteContext OfObject() => new(Key, Request with { Verb = WriteVerb.Update, Subresource = "" }, Kind, Served, Pending, Services, Behavior) { TrackedAs = TrackedAs };

    /// <summary>The same request as an update of the object's status.</summary>
    public WriteContext OfStatus() => new(Key, Request with { Verb = WriteVerb.Update, Subresource = "status" }, Kind, Served, Pending, Services, Behavior);

    /// <summary>The same request as a deletion of the object.</summary>
    public WriteContext OfDeletion(WriteOptions options) =>
        new(Key, Request with { Verb = WriteVerb.Delete, Subresource = "", Options = options }, Kind, Served, Pending, Services, Behavior);

    /// <summary>The subresource through which the write's fields are managed; empty for the object itself.</summary>
    public string TrackedAs { get; init; } = request.Subresource;

    /// <summary>Whether the object's managed fields are those after the write already.</summary>
    public bool FieldsTracked { get; set; }

    /// <summary>Adds a warning.</summary>
    public void Warn(string text) => (_warnings ??= []).Add(text);

    /// <inheritdoc/>
    public void Hold(IAdmissionReservation reservation) => Pending.Hold(reservation);

    /// <summary>Adds warnings.</summary>
    public void Warn(IReadOnlyList<string> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            Warn(texts[i]);
        }
    }

    /// <summary>Adds a change of another object.</summary>
    public void Commit(Mutation companion) => (_companions ??= []).Add(companion);

    private static DateTime WholeSeconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
