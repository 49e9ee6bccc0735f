using System.Collections.Frozen;
using Orchestrator.Api.Schema;

namespace Orchestrator.Silo.OpenApi.Descriptions;

/// <summary>The short descriptions of the common types and fields (<c>descriptions.txt</c>), read when the first document is made.</summary>
internal static class DescriptionTable
{
    private const string Resource = "Orchestrator.Silo.OpenApi.Descriptions.descriptions.txt";
    private static readonly Lazy<FrozenDictionary<string, string>> Lines = new(Read);

    /// <summary>What is said of a type, or null.</summary>
    public static string? Of(TypeSchema type) => Lines.Value.GetValueOrDefault(type.Name);

    /// <summary>
    /// What is said of a type's field, or of a field of that name anywhere; null when nothing is. Of a custom resource we know what all objects have in common.
    /// </summary>
    public static string? Of(TypeSchema type, FieldSchema field)
    {
        if (Lines.Value.TryGetValue($"{type.Name}.{field.Name}", out var text))
        {
            return text;
        }

        return ReferenceEquals(TypeSchemas.Find(type.Name), type) || field.Name is "apiVersion" or "kind" or "metadata"
            ? Lines.Value.GetValueOrDefault($"*.{field.Name}")
            : null;
    }

    private static FrozenDictionary<string, string> Read()
    {
        using var reader = new StreamReader(typeof(DescriptionTable).Assembly.GetManifestResourceStream(Resource)!);
        var lines = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                lines.Add(line[..colon], line[(colon + 2)..]);
            }
        }

        return lines.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
