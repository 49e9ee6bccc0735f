using System.Text;
using System.Text.Json;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Apply;

/// <summary>Finds the schemas of an object's fields, which mostly come in the order in which they are declared.</summary>
internal ref struct FieldCursor(MergeRule rule)
{
    private readonly ReadOnlySpan<FieldSchema> _fields = rule.Type is { } type ? type.JsonFieldSpan : [];
    private readonly MergeRule _undeclared = rule.Undeclared;
    private int _next;

    /// <summary>The step to a field, and its rule.</summary>
    public string Find(ReadOnlySpan<byte> name, out MergeRule rule)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            var at = _next + i < _fields.Length ? _next + i : _next + i - _fields.Length;
            var field = _fields[at];
            if (field.Utf8Name.SequenceEqual(name))
            {
                _next = at + 1;
                rule = new MergeRule(field.Value, field);
                return field.PathElement;
            }
        }

        rule = _undeclared;
        return PathElements.Field(name.Contains((byte)'\\') ? Unescaped(name) : Encoding.UTF8.GetString(name));
    }

    private static string Unescaped(ReadOnlySpan<byte> name) => JsonElement.Parse([(byte)'"', .. name, (byte)'"']).GetString()!;
}
