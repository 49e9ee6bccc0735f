using System.Text;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Tests.Strategies;

/// <summary>Changes a document here and there: fields go, become null or empty, strings and numbers become others, elements are repeated.</summary>
internal static class JsonMutation
{
    private const int MostChanges = 6;

    private static readonly string[] Texts =
        ["", "a", "/", "//", "a/b", "*", "a.b.c", "true", "10.0.0.0/8", "::", "-1", "1.5", "IfNotPresent", "TCP", "In", "Exists", "Equal", "Limited", "é\u0000", new('x', 300)];

    public static byte[] Of(string json, int seed)
    {
        var random = new Random(seed);
        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(MostChanges); i >= 0; i--)
        {
            Change(root, random);
        }

        return Encoding.UTF8.GetBytes(root.ToJsonString());
    }

    private static void Change(JsonNode root, Random random)
    {
        var places = new List<(JsonNode Parent, string? Key, int Index)>();
        Collect(root, places);
        if (places.Count == 0)
        {
            return;
        }

        var (parent, key, index) = places[random.Next(places.Count)];
        if (parent is JsonObject map)
        {
            if (random.Next(4) == 0)
            {
                map.Remove(key!);
            }
            else
            {
                map[key!] = Other(map[key!], random);
            }
        }
        else if (parent is JsonArray list)
        {
            switch (random.Next(4))
            {
                case 0:
                    list.RemoveAt(index);
                    break;
                case 1:
                    list.Add(list[index]?.DeepClone());
                    break;
                default:
                    list[index] = Other(list[index], random);
                    break;
            }
        }
    }

    private static JsonNode? Other(JsonNode? value, Random random) => value switch
    {
        _ when random.Next(5) == 0 => null,
        JsonObject => new JsonObject(),
        JsonArray => new JsonArray(),
        JsonValue scalar when scalar.TryGetValue<string>(out _) => Texts[random.Next(Texts.Length)],
        JsonValue scalar when scalar.TryGetValue<bool>(out var flag) => !flag,
        _ => random.Next(3) switch { 0 => 0, 1 => -1, _ => int.MaxValue },
    };

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string? Key, int Index)> places)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, child) in map)
                {
                    places.Add((map, key, 0));
                    Collect(child, places);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, null, i));
                    Collect(list[i], places);
                }

                break;
        }
    }
}
