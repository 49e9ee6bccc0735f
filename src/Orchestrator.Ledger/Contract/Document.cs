using System.Globalization;
using System.Text;

namespace Orchestrator.Ledger.Contract;

/// <summary>
/// An object as UTF-8 JSON, ready to be stored but for its resourceVersion, which only the commit knows.
/// The revision's digits replace the range that starts at <paramref name="RevisionOffset"/> (inside the quotes of <c>metadata.resourceVersion</c>).
/// </summary>
/// <param name="Utf8">The object's JSON with a placeholder for the revision.</param>
/// <param name="RevisionOffset">Where the placeholder starts, in bytes.</param>
/// <param name="RevisionLength">How long the placeholder is, in bytes.</param>
public readonly record struct Document(ReadOnlyMemory<byte> Utf8, int RevisionOffset, int RevisionLength)
{
    private static readonly byte[] Placeholder = "\"resourceVersion\":\"REVISION\""u8.ToArray();

    /// <summary>The value to encode as <c>metadata.resourceVersion</c> so that <see cref="Find"/> finds its place.</summary>
    public const string RevisionPlaceholder = "REVISION";

    /// <summary>Makes a document of JSON that was encoded with <see cref="RevisionPlaceholder"/> as its resourceVersion.</summary>
    /// <exception cref="ArgumentException">There is no placeholder.</exception>
    public static Document Find(ReadOnlyMemory<byte> utf8)
    {
        var at = utf8.Span.IndexOf(Placeholder);
        return at < 0
            ? throw new ArgumentException("the JSON holds no placeholder for the resourceVersion", nameof(utf8))
            : new Document(utf8, at + Placeholder.Length - 1 - RevisionPlaceholder.Length, RevisionPlaceholder.Length);
    }

    /// <summary>The final bytes with the revision in place.</summary>
    public byte[] At(long revision)
    {
        Span<byte> digits = stackalloc byte[20];
        revision.TryFormat(digits, out var count, provider: CultureInfo.InvariantCulture);
        var source = Utf8.Span;
        var result = new byte[source.Length - RevisionLength + count];
        source[..RevisionOffset].CopyTo(result);
        digits[..count].CopyTo(result.AsSpan(RevisionOffset));
        source[(RevisionOffset + RevisionLength)..].CopyTo(result.AsSpan(RevisionOffset + count));
        return result;
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);
}
