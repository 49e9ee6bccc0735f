using System.Globalization;
using System.Runtime.InteropServices;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Objects.Writing;

/// <summary>
/// One version of an object: committed, or made by a request of the present round and waiting for its revision.
/// The typed view is made at most once and only when someone needs it; nobody may change it.
/// </summary>
internal sealed class ObjectVersion
{
    private readonly KindDescriptor _kind;
    private ReadOnlyMemory<byte> _utf8;
    private IKubeObject? _typed;

    private ObjectVersion(KindDescriptor kind, ReadOnlyMemory<byte> utf8, long revision, int revisionOffset, int revisionLength)
    {
        _kind = kind;
        _utf8 = utf8;
        Revision = revision;
        RevisionOffset = revisionOffset;
        RevisionLength = revisionLength;
    }

    /// <summary>The revision; 0 while it waits for one.</summary>
    public long Revision { get; private set; }

    /// <summary>The JSON; while it waits, with <see cref="Ledger.Contract.Document.RevisionPlaceholder"/> as its resourceVersion.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>The object's typed view; never changed.</summary>
    public IKubeObject Typed => _typed ??= _kind.DecodeStored(_utf8);

    /// <summary>What <c>metadata.resourceVersion</c> says.</summary>
    public string ResourceVersion => Revision == 0 ? Document.RevisionPlaceholder : Revision.ToString(CultureInfo.InvariantCulture);

    private int RevisionOffset { get; }

    private int RevisionLength { get; }

    /// <summary>A committed version.</summary>
    public static ObjectVersion Committed(KindDescriptor kind, ReadOnlyMemory<byte> utf8, long revision, IKubeObject? typed)
    {
        var (offset, length) = RevisionPlace.Find(utf8.Span);
        return new ObjectVersion(kind, utf8, revision, offset, length) { _typed = typed };
    }

    /// <summary>A new version, whose JSON holds the placeholder. The object belongs to the version from now on.</summary>
    public static ObjectVersion Pending(KindDescriptor kind, IKubeObject typed, ReadOnlyMemory<byte> utf8)
    {
        var (offset, length) = RevisionPlace.Find(utf8.Span);
        return new ObjectVersion(kind, utf8, 0, offset, length) { _typed = typed };
    }

    /// <summary>A version that is shown and never stored: of a dry run.</summary>
    public static ObjectVersion Shown(KindDescriptor kind, IKubeObject typed, ReadOnlyMemory<byte> utf8) => new(kind, utf8, 0, 0, 0) { _typed = typed };

    /// <summary>A typed view of the caller's own, to change.</summary>
    public IKubeObject Copy()
    {
        if (_typed is null)
        {
            return _kind.DecodeStored(_utf8);
        }

        var copy = _typed.Copy();
        copy.Metadata.ResourceVersion = ResourceVersion;
        return copy;
    }

    /// <summary>The JSON with the place for its revision.</summary>
    public Document AsDocument() => new(_utf8, RevisionOffset, RevisionLength);

    /// <summary>Gives the version its revision and the bytes that the ledger stored.</summary>
    public void Commit(LedgerRecord record)
    {
        Revision = record.Revision;
        _utf8 = record.Json;
    }

    /// <summary>Whether both versions are the same but for their resourceVersion.</summary>
    public bool SameAs(ObjectVersion other)
    {
        var a = _utf8.Span;
        var b = other._utf8.Span;
        return RevisionOffset == other.RevisionOffset
            && a[..RevisionOffset].SequenceEqual(b[..RevisionOffset])
            && a[(RevisionOffset + RevisionLength)..].SequenceEqual(b[(RevisionOffset + other.RevisionLength)..]);
    }

    /// <summary>The bytes as an array of their own or, mostly, the one that everybody shares.</summary>
    public byte[] ToArray() =>
        MemoryMarshal.TryGetArray(_utf8, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : _utf8.ToArray();
}
