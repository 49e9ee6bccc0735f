namespace Orchestrator.Api.Apply;

/// <summary>Goes through the fields of a compact JSON object, which may have text behind it; anything but an object has none.</summary>
internal ref struct JsonMembers(ReadOnlySpan<byte> json)
{
    private int _at = json[0] == '{' ? 1 : JsonScan.EndOfValue(json, 0);
    private int _nameStart;
    private int _valueStart;
    private bool _ended = json[0] != '{';

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Json { get; } = json;

    /// <summary>The field's name with its quotes and the colon.</summary>
    public readonly ReadOnlySpan<byte> NameToken => Json[_nameStart.._valueStart];

    /// <summary>The field's name.</summary>
    public readonly ReadOnlySpan<byte> Name => Json[(_nameStart + 1)..(_valueStart - 2)];

    /// <summary>The field's value, after <see cref="Next"/>.</summary>
    public readonly ReadOnlySpan<byte> Value => Json[_valueStart.._at];

    /// <summary>The text from the field's value on, after <see cref="NextIs"/>.</summary>
    public readonly ReadOnlySpan<byte> Rest => Json[_valueStart..];

    /// <summary>Where the object ends, once there are no more fields.</summary>
    public readonly int End => _at;

    /// <summary>Where the field stands, after <see cref="Next"/>.</summary>
    public readonly JsonMember Current => new(_nameStart + 1, _valueStart - _nameStart - 3, _valueStart, _at - _valueStart);

    /// <summary>Goes on to the next field; false at the end.</summary>
    public bool Next()
    {
        if (!Begin())
        {
            return false;
        }

        _valueStart = JsonScan.EndOfText(Json, _nameStart) + 1;
        _at = JsonScan.EndOfValue(Json, _valueStart);
        return true;
    }

    /// <summary>Goes on to the next field if it is of that name; then <see cref="Skip(int)"/> has to follow.</summary>
    public bool NextIs(ReadOnlySpan<byte> nameToken)
    {
        if (_ended || !Json[(Json[_at] == ',' ? _at + 1 : _at)..].StartsWith(nameToken))
        {
            return false;
        }

        Begin();
        _valueStart = _nameStart + nameToken.Length;
        return true;
    }

    /// <summary>Passes over a value of known length.</summary>
    public void Skip(int valueLength) => _at = _valueStart + valueLength;

    /// <summary>Passes over a value.</summary>
    public void Skip() => _at = JsonScan.EndOfValue(Json, _valueStart);

    private bool Begin()
    {
        if (_ended)
        {
            return false;
        }

        if (Json[_at] == '}')
        {
            _at++;
            _ended = true;
            return false;
        }

        _nameStart = Json[_at] == ',' ? _at + 1 : _at;
        return true;
    }
}
