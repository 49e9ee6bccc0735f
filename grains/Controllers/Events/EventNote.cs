using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.Events;

/// <summary>Something that happened to an object, to be told as an event.</summary>
/// <param name="Source">Who tells: <c>replicaset-controller</c>.</param>
/// <param name="Object">What it happened to.</param>
/// <param name="Type">Normal or Warning.</param>
/// <param name="Reason">One word: <c>SuccessfulCreate</c>.</param>
/// <param name="Message">For people.</param>
/// <param name="Time">When.</param>
internal sealed record EventNote(string Source, EventSubject Object, string Type, string Reason, string Message, DateTime Time);

/// <summary>What an event is about.</summary>
internal sealed record EventSubject(string ApiVersion, string Kind, string Namespace, string Name, string Uid)
{
    /// <summary>The subject that an object is.</summary>
    public static EventSubject Of(IKubeObject value) =>
        new(value.ApiVersion, value.Kind, value.Metadata.Namespace ?? "", value.Metadata.Name ?? "", value.Metadata.Uid ?? "");

    /// <summary>The subject that a stored object is, readable or not.</summary>
    public static EventSubject Of(ReplicaEntry entry, KindDescriptor kind) =>
        new(kind.ApiVersion, kind.Kind, entry.Key.Namespace, entry.Key.Name, entry.Uid);

    /// <summary>As the event refers to it.</summary>
    public ObjectReference ToReference() => new() { ApiVersion = ApiVersion, Kind = Kind, Namespace = Namespace.Length == 0 ? null : Namespace, Name = Name, Uid = Uid };
}
