using System.Text;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>Finds the schemas of an object's fields, which mostly come in the order in which they are declared.</summary>
internal ref struct FieldCursor(MergeRule rule)
{
    private readonly IReadOnlyList<FieldSchema> _fields = rule.Type?.JsonFields ?? [];
    private int _next;

    /// <summary>The step to a field, and its rule.</summary>
    public (string Element, MergeRule Rule) Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _fields.Count; i++)
        {
            var at = _next + i < _fields.Count ? _next + i : _next + i - _fields.Count;
            if (_fields[at].Utf8Name.SequenceEqual(name))
            {
                _next = at + 1;
                return (_fields[at].PathElement, new MergeRule(_fields[at].Value, _fields[at]));
            }
        }

        return (PathElements.Field(Unescaped(name)), rule.Undeclared);
    }

    private static string Unescaped(ReadOnlySpan<byte> name) =>
        name.IndexOf((byte)'\\') < 0 ? Encoding.UTF8.GetString(name) : System.Text.Json.JsonElement.Parse([(byte)'"', .. name, (byte)'"']).GetString()!;
}
