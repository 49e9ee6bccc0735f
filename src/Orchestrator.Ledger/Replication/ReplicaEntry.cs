using Orchestrator.Api.Json;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Metadata;

namespace Orchestrator.Ledger.Replication;

/// <summary>
/// One object at one revision: its encoded JSON, the little metadata that reads need, and a typed view that is made on demand, once.
/// Immutable; the typed view is shared by all readers and must not be changed by them.
/// </summary>
public sealed class ReplicaEntry
{
    private EntryMetadata? _metadata;
    private IKubeObject? _typed;

    /// <summary>An object whose model is made when it is asked for.</summary>
    public ReplicaEntry()
    {
    }

    /// <summary>An object whose model its writer gave along; null when there is none.</summary>
    internal ReplicaEntry(IKubeObject? model) => _typed = model;

    /// <summary>The object's key.</summary>
    public required ObjectKey Key { get; init; }

    /// <summary>Its resourceVersion.</summary>
    public required long Revision { get; init; }

    /// <summary>Its UTF-8 JSON in the storage version of its kind, resourceVersion included.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>What <c>metadata</c> says, taken from the model if there is one, else read from the JSON, when first asked for.</summary>
    public EntryMetadata Metadata => _metadata ??= _typed is { } model ? EntryMetadata.Of(model.Metadata) : EntryMetadataReader.Read(Json);

    /// <summary><c>metadata.labels</c>.</summary>
    public IReadOnlyDictionary<string, string> Labels => Metadata.Labels;

    /// <summary><c>metadata.annotations</c>.</summary>
    public IReadOnlyDictionary<string, string> Annotations => Metadata.Annotations;

    /// <summary><c>metadata.uid</c>; empty when there is none.</summary>
    public string Uid => Metadata.Uid;

    /// <summary><c>metadata.generation</c>; 0 when there is none.</summary>
    public long Generation => Metadata.Generation;

    /// <summary><c>metadata.deletionTimestamp</c>: when set, the object is being deleted.</summary>
    public DateTimeOffset? DeletionTimestamp => Metadata.DeletionTimestamp;

    /// <summary><c>metadata.ownerReferences</c>.</summary>
    public IReadOnlyList<EntryOwner> OwnerReferences => Metadata.OwnerReferences;

    /// <summary>The object as its model if somebody has asked for it before, else null. Never change it.</summary>
    public IKubeObject? Decoded => _typed;

    /// <summary>The object as its model: decoded when first asked for, then shared by all readers. Never change it; see <see cref="Copy{T}"/>.</summary>
    /// <exception cref="JsonDecodeException">The stored JSON does not fit the model.</exception>
    public T As<T>()
        where T : class, IKubeObject, IJsonModel<T>
    {
        var typed = As(static json => JsonModel.Read<T>(json));
        return typed as T ?? throw new InvalidOperationException($"{Key} was read as a {typed.GetType().Name} before");
    }

    /// <summary>The object as whatever model <paramref name="decode"/> makes of the JSON, which must be the kind's: decoded once, shared.</summary>
    public IKubeObject As(Func<ReadOnlyMemory<byte>, IKubeObject> decode) => _typed ??= decode(Json);

    /// <summary>A copy of the object for the caller alone, to change.</summary>
    public T Copy<T>()
        where T : class, IKubeObject, IJsonModel<T> => _typed is T shared ? shared.DeepCopy() : JsonModel.Read<T>(Json);

    /// <summary>Lets go of the model of a version that is of the past: it takes several times the memory of the JSON, and who asks for it after all has it decoded anew.</summary>
    internal void ForgetModel() => _typed = null;
}
