using System.Text;

namespace Orchestrator.Api.Apply;

/// <summary>
/// The fields of a JSON object, each of which is taken out once. Two versions of an object have their fields mostly in the same order, so the next one is looked at first;
/// only large maps get a table.
/// </summary>
internal ref struct MemberIndex
{
    /// <summary>As many fields of one object as are looked at without taking memory from the heap.</summary>
    public const int Few = 32;

    private readonly ReadOnlySpan<byte> _json;
    private readonly Span<JsonMember> _members;
    private Dictionary<string, int>? _table;
    private int _next;

    /// <param name="members">The fields that are left of an object.</param>
    /// <param name="few">Room for <see cref="Few"/> fields.</param>
    public MemberIndex(JsonMembers members, Span<JsonMember> few)
    {
        _json = members.Json;
        var count = 0;
        while (members.Next())
        {
            if (count == few.Length)
            {
                var more = new JsonMember[count * 2];
                few.CopyTo(more);
                few = more;
            }

            few[count++] = members.Current;
        }

        _members = few[..count];
        End = members.End;
    }

    /// <summary>Where the object ends.</summary>
    public int End { get; }

    /// <summary>All fields; those that were taken are blank.</summary>
    public readonly ReadOnlySpan<JsonMember> Members => _members;

    /// <summary>Takes a field out: its value, or nothing when there is none of that name.</summary>
    public ReadOnlySpan<byte> Take(ReadOnlySpan<byte> name)
    {
        var at = IsNext(name) ? _next : IndexOf(name);
        if (at < 0)
        {
            return default;
        }

        var value = _members[at].Value(_json);
        _members[at] = default;
        _next = at + 1;
        return value;
    }

    private readonly bool IsNext(ReadOnlySpan<byte> name) =>
        _next < _members.Length && _members[_next].ValueLength > 0 && _members[_next].Name(_json).SequenceEqual(name);

    private int IndexOf(ReadOnlySpan<byte> name)
    {
        if (_members.Length > Few)
        {
            _table ??= Table();
            return _table.Remove(Encoding.UTF8.GetString(name), out var at) ? at : -1;
        }

        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].ValueLength > 0 && _members[i].Name(_json).SequenceEqual(name))
            {
                return i;
            }
        }

        return -1;
    }

    private readonly Dictionary<string, int> Table()
    {
        var table = new Dictionary<string, int>(_members.Length);
        for (var i = 0; i < _members.Length; i++)
        {
            if (_members[i].ValueLength > 0)
            {
                table[Encoding.UTF8.GetString(_members[i].Name(_json))] = i;
            }
        }

        return table;
    }
}
