using System.Text;
using Orchestrator.Api.Objects;

namespace Orchestrator.Ledger.Contract;

/// <summary>
/// Decodes keys that come one after another. Neighbours are mostly of one collection, so the strings of group, resource and
/// namespace are shared with the key before: a load of 100,000 objects makes one string for each name.
/// </summary>
internal sealed class KeyReader
{
    private byte[] _prefix = [];
    private ObjectKey _last;

    /// <summary>Decodes the text form.</summary>
    /// <exception cref="FormatException">The text does not have four parts.</exception>
    public ObjectKey Read(ReadOnlySpan<byte> text)
    {
        // A name holds no slash, but a prefix that is equal up to its last slash is the same collection.
        if (_prefix.Length > 0 && text.StartsWith(_prefix))
        {
            return _last with { Name = Encoding.UTF8.GetString(text[_prefix.Length..]) };
        }

        _last = ObjectKey.Parse(Encoding.UTF8.GetString(text));
        _prefix = text[..^Encoding.UTF8.GetByteCount(_last.Name)].ToArray();
        return _last;
    }
}
