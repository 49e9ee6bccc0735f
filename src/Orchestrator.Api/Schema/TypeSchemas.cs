using System.Collections.Concurrent;
using System.Text;
using Orchestrator.Api.Generated;

namespace Orchestrator.Api.Schema;

/// <summary>The built-in types by name. A type's table is parsed from the generated text when it is first asked for.</summary>
public static class TypeSchemas
{
    private static readonly ConcurrentDictionary<string, TypeSchema?> Known = new();

    /// <summary>The type of that name: <c>core/v1.Pod</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static TypeSchema Get(string name) => Find(name) ?? throw new KeyNotFoundException($"no API type {name}");

    /// <summary>The type of that name, or null.</summary>
    public static TypeSchema? Find(string name) => Known.GetOrAdd(name, Load);

    private static TypeSchema? Load(string name)
    {
        // A type starts with a line ":name" or ":name atomic" and ends where the next one starts.
        var table = SchemaTable.Text;
        var at = table.IndexOf(Encoding.UTF8.GetBytes($"\n:{name}\n"));
        if (at < 0)
        {
            at = table.IndexOf(Encoding.UTF8.GetBytes($"\n:{name} "));
        }

        if (at < 0)
        {
            return null;
        }

        var rest = table[(at + 2)..];
        var end = rest.IndexOf("\n:"u8);
        return SchemaTableParser.Parse(Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]));
    }
}
