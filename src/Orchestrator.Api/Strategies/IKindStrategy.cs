using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies;

/// <summary>
/// What only one kind does, beside its descriptor. Pure: no I/O, no clock, no other objects. Implement <see cref="KindStrategy{T}"/>.
/// A write calls, in this order: <see cref="Default"/>, prepare, then validate; <see cref="ObjectRules"/> does so, and adds what every kind has in common.
/// </summary>
public interface IKindStrategy
{
    /// <summary>Whether <c>metadata.generation</c> counts changes of the object's desired state.</summary>
    bool TracksGeneration { get; }

    /// <summary>Whether a finalizer may be a name without a domain: custom resources, and the groups that are checked as they are.</summary>
    bool AllowsPlainFinalizers { get; }

    /// <summary>The messages for a name that this kind may not have; none when it is good.</summary>
    /// <param name="name">The name, or <c>generateName</c>.</param>
    /// <param name="prefix">Whether it is a prefix to which more is appended.</param>
    IReadOnlyList<string> CheckName(string name, bool prefix);

    /// <summary>Sets what the client left open.</summary>
    void Default(IKubeObject obj);

    /// <summary>Drops what a client may not set on create, such as status.</summary>
    void PrepareForCreate(IKubeObject obj);

    /// <summary>Keeps what this write may not change: the status on main writes (empty subresource), the spec on <c>status</c> writes.</summary>
    void PrepareForUpdate(IKubeObject obj, IKubeObject old, string subresource);

    /// <summary>Checks a new object, besides its metadata.</summary>
    void Validate(IKubeObject obj, FieldErrors errors);

    /// <summary>Checks a changed object, besides its metadata.</summary>
    void ValidateUpdate(IKubeObject obj, IKubeObject old, string subresource, FieldErrors errors);

    /// <summary>What a client should know about a valid object that it made or changed: deprecated fields, settings that do not do what one may think.</summary>
    /// <param name="obj">The object as it is to be stored.</param>
    /// <param name="old">The object before; null when it is new.</param>
    /// <returns>Messages for <c>Warning</c> headers; mostly none.</returns>
    IReadOnlyList<string> Warnings(IKubeObject obj, IKubeObject? old);

    /// <summary>Whether the desired state differs, which raises <c>metadata.generation</c>.</summary>
    bool SpecChanged(IKubeObject obj, IKubeObject old);

    /// <summary>
    /// The seconds that an object stays, marked as deleted, when the client does not say. 0 when nobody needs the time, whatever the client says;
    /// null for kinds that are not deleted gracefully.
    /// </summary>
    long? DefaultGracePeriod(IKubeObject obj);

    /// <summary>The columns of the table that it prints as.</summary>
    IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>The fields that field selectors may use, besides <c>metadata.name</c> and <c>metadata.namespace</c>.</summary>
    IReadOnlyDictionary<string, Func<IKubeObject, string>> SelectableFields { get; }

    /// <summary>The message for a field that is none of them.</summary>
    string UnknownField(string field);
}
