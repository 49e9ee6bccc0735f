using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>
/// What one decoding needs besides the reader: the source bytes (raw values are cut from them) and a note of unknown and duplicate fields.
/// Positions alone are noted; <see cref="Problems"/> finds the paths afterwards, so a clean document costs nothing.
/// </summary>
public sealed class JsonReadContext(FieldValidation validation = FieldValidation.Ignore)
{
    /// <summary>As many problems as a real server reports at most.</summary>
    public const int MaxProblems = 100;

    private List<(int Offset, bool Duplicate)>? _noted;
    private IReadOnlyList<string>? _problems;
    private List<string>? _unknown;

    /// <summary>Whether unknown and duplicate fields are noted.</summary>
    public FieldValidation Validation { get; } = validation;

    /// <summary>The document being read.</summary>
    public ReadOnlyMemory<byte> Source { get; private set; }

    /// <summary>The unknown and duplicate fields in document order, worded as a real server does: <c>unknown field "spec.foo"</c>.</summary>
    public IReadOnlyList<string> Problems => _problems ??= Describe();

    /// <summary>Notes a field, by its path, that was found to be unknown after reading: the schema of a custom resource does not have it.</summary>
    public void Unknown(string path)
    {
        _problems = null;
        (_unknown ??= []).Add($"unknown field \"{path}\"");
    }

    private IReadOnlyList<string> Describe()
    {
        var noted = _noted is null ? [] : JsonPaths.Describe(Source.Span, _noted);
        return _unknown is null ? noted : [.. noted.Concat(_unknown).Take(MaxProblems)];
    }

    internal void Begin(ReadOnlyMemory<byte> source)
    {
        Source = source;
        _noted = null;
        _problems = null;
        _unknown = null;
    }

    /// <summary>Notes a field that the type does not have and skips its value. The reader stands on the property name.</summary>
    public void Unknown(ref Utf8JsonReader reader)
    {
        Note(ref reader, duplicate: false);
        reader.Skip();
    }

    /// <summary>Marks a field as seen, and notes it when it was already. The reader stands on the property name and moves on to its value.</summary>
    public void Seen(ref Utf8JsonReader reader, ref ulong seen, ulong bit)
    {
        if ((seen & bit) != 0)
        {
            Duplicate(ref reader);
        }

        seen |= bit;
        reader.Read();
    }

    internal void Duplicate(ref Utf8JsonReader reader) => Note(ref reader, duplicate: true);

    private void Note(ref Utf8JsonReader reader, bool duplicate)
    {
        if (Validation != FieldValidation.Ignore && (_noted ??= []).Count < MaxProblems)
        {
            _noted.Add(((int)reader.TokenStartIndex, duplicate));
        }
    }
}
