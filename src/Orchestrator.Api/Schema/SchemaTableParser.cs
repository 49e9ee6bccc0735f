using System.Globalization;

namespace Orchestrator.Api.Schema;

/// <summary>
/// Parses one type of the generated table: a line with its name, then a line for each field, of parts separated by tabs:
/// JSON name, type (<c>[]core/v1.Container</c>, <c>{}Quantity</c>), protobuf number, flags, then <c>key=value</c> attributes.
/// Flags: o omitempty, z omitzero, p pointer, i inline, n optional, u nullable.
/// </summary>
internal static class SchemaTableParser
{
    public static TypeSchema Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(' ');
        return new TypeSchema(header[0], Array.ConvertAll(lines[1..], Field)) { Atomic = header.Length > 1 };
    }

    private static FieldSchema Field(string line)
    {
        var parts = line.Split('\t');
        var flags = parts[3];
        return new FieldSchema
        {
            Name = parts[0],
            Value = Value(parts[1]),
            Number = int.Parse(parts[2], CultureInfo.InvariantCulture),
            OmitEmpty = flags.Contains('o', StringComparison.Ordinal),
            OmitZero = flags.Contains('z', StringComparison.Ordinal),
            Pointer = flags.Contains('p', StringComparison.Ordinal),
            Inline = flags.Contains('i', StringComparison.Ordinal),
            Optional = flags.Contains('n', StringComparison.Ordinal),
            Nullable = flags.Contains('u', StringComparison.Ordinal),
            ListType = Find(parts, "list=") switch { "map" => ListType.Map, "set" => ListType.Set, "atomic" => ListType.Atomic, _ => null },
            ListMapKeys = Find(parts, "keys=")?.Split(',') ?? [],
            Atomic = Find(parts, "merge=") switch { "atomic" => true, "granular" => false, _ => null },
            PatchStrategy = Strategies(Find(parts, "patch=")),
            PatchMergeKey = Find(parts, "key=") ?? "",
            Default = Find(parts, "default="),
            EnumValues = Find(parts, "enum=")?.Split(',') ?? [],
        };
    }

    private static ValueSchema Value(string type)
    {
        if (type.StartsWith("[]", StringComparison.Ordinal))
        {
            return new ValueSchema(SchemaKind.Array, Value(type[2..]));
        }

        if (type.StartsWith("{}", StringComparison.Ordinal))
        {
            return new ValueSchema(SchemaKind.Map, Value(type[2..]));
        }

        return type.Contains('/', StringComparison.Ordinal)
            ? new ValueSchema(() => TypeSchemas.Get(type))
            : new ValueSchema(Enum.Parse<SchemaKind>(type));
    }

    private static PatchStrategies Strategies(string? text)
    {
        var strategies = PatchStrategies.None;
        foreach (var part in text?.Split(',') ?? [])
        {
            strategies |= part switch
            {
                "merge" => PatchStrategies.Merge,
                "replace" => PatchStrategies.Replace,
                "retainKeys" => PatchStrategies.RetainKeys,
                _ => throw new FormatException($"unknown patch strategy {part}"),
            };
        }

        return strategies;
    }

    private static string? Find(string[] parts, string key)
    {
        var part = Array.Find(parts, part => part.StartsWith(key, StringComparison.Ordinal));
        return part?[key.Length..];
    }
}
