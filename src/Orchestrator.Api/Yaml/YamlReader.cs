using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Orchestrator.Api.Yaml;

/// <summary>Builds a JSON tree from the events of a YAML parser. Anchors are followed, but what they expand to is bounded.</summary>
internal sealed class YamlReader(IParser parser, ICollection<string>? duplicates)
{
    /// <summary>More nodes than any document within the request limit has without aliases.</summary>
    private const int MaxNodes = 4_000_000;

    private readonly Dictionary<AnchorName, (JsonNode? Node, int Size)> _anchors = [];
    private int _nodes;
    private int _depth;

    /// <summary>Reads the first document; null for an empty stream.</summary>
    public JsonNode? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            return null;
        }

        return ReadNode();
    }

    private JsonNode? ReadNode()
    {
        Count(1);
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            if (!_anchors.TryGetValue(alias.Value, out var anchored))
            {
                throw new YamlException($"unknown anchor '{alias.Value}' referenced");
            }

            Count(anchored.Size);
            return anchored.Node?.DeepClone();
        }

        var anchor = parser.Current is NodeEvent { Anchor.IsEmpty: false } start ? start.Anchor : default;
        var before = _nodes;
        if (++_depth > Json.JsonModel.MaxDepth)
        {
            throw new YamlException("exceeded max depth");
        }

        JsonNode? node = parser.TryConsume<MappingStart>(out _) ? ReadMapping()
            : parser.TryConsume<SequenceStart>(out _) ? ReadSequence()
            : ReadScalar(parser.Consume<Scalar>());
        _depth--;
        if (!anchor.IsEmpty)
        {
            _anchors[anchor] = (node, _nodes - before + 1);
        }

        return node;
    }

    private JsonArray ReadSequence()
    {
        var list = new JsonArray();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(ReadNode());
        }

        return list;
    }

    private JsonObject ReadMapping()
    {
        var map = new JsonObject();
        var merged = new List<JsonObject>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" })
            {
                parser.MoveNext();
                AddMerged(ReadNode(), merged);
                continue;
            }

            var line = parser.Current!.Start.Line;
            var key = KeyOf(ReadNode());
            if (map.ContainsKey(key))
            {
                duplicates?.Add($"line {line}: key \"{key}\" already set in map");
            }

            map[key] = ReadNode();
        }

        foreach (var (key, value) in merged.SelectMany(other => other))
        {
            if (!map.ContainsKey(key))
            {
                map[key] = value?.DeepClone();
            }
        }

        return map;
    }

    private static void AddMerged(JsonNode? node, List<JsonObject> merged)
    {
        switch (node)
        {
            case JsonObject map:
                merged.Add(map);
                break;
            case JsonArray list when list.All(item => item is JsonObject):
                merged.AddRange(list.Select(item => item!.AsObject()));
                break;
            default:
                throw new YamlException("map merge requires map or sequence of maps as the value");
        }
    }

    private static JsonNode? ReadScalar(Scalar scalar)
    {
        var plain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific);
        return plain ? YamlScalar.Resolve(scalar.Value).Node : Tagged(scalar);
    }

    private static JsonNode? Tagged(Scalar scalar) => scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific ? JsonValue.Create(scalar.Value) : scalar.Tag.Value switch
    {
        "tag:yaml.org,2002:str" or "tag:yaml.org,2002:binary" or "!" => JsonValue.Create(scalar.Value),
        "tag:yaml.org,2002:null" => null,
        _ => YamlScalar.Resolve(scalar.Value).Node,
    };

    private static string KeyOf(JsonNode? key) => key switch
    {
        JsonValue value => value.ToString(),
        null => "null",
        _ => throw new YamlException("unsupported map key: only scalars may be keys in JSON"),
    };

    private void Count(int nodes)
    {
        if ((_nodes += nodes) > MaxNodes)
        {
            throw new YamlException("document contains excessive aliasing");
        }
    }
}
