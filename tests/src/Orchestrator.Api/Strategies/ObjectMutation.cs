using System.Text.Json.Nodes;

namespace Orchestrator.Api.Tests.Strategies;

/// <summary>Changes a JSON object somewhere: a field goes, becomes null, empty or another value, or stands twice in its list.</summary>
internal static class ObjectMutation
{
    private static readonly string[] Texts = ["", "X", "a b", "../..", "-", "99999999999", "100%", "-5%", "null", "$(A)", "a/b/c", "\u0000", "é"];

    public static void Apply(JsonObject root, Random random)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(root, places);
        if (places.Count == 0)
        {
            return;
        }

        var (parent, key) = places[random.Next(places.Count)];
        switch (parent)
        {
            case JsonObject fields when random.Next(4) == 0:
                fields.Remove((string)key);
                break;
            case JsonObject fields:
                fields[(string)key] = Value(fields[(string)key], random);
                break;
            case JsonArray list when random.Next(3) == 0:
                list.Add(list[(int)key]?.DeepClone());
                break;
            case JsonArray list:
                list[(int)key] = Value(list[(int)key], random);
                break;
        }
    }

    private static JsonNode? Value(JsonNode? old, Random random) => (old, random.Next(4)) switch
    {
        (_, 0) => null,
        (JsonObject, _) => new JsonObject(),
        (JsonArray, _) => new JsonArray(),
        (JsonValue value, _) when value.TryGetValue<string>(out _) => Texts[random.Next(Texts.Length)],
        (JsonValue value, _) when value.TryGetValue<bool>(out var flag) => !flag,
        _ => random.Next(3) switch { 0 => 0, 1 => -1, _ => int.MaxValue },
    };

    private static void Collect(JsonNode node, List<(JsonNode Parent, object Key)> places)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (key, value) in fields)
                {
                    if (key is "apiVersion" or "kind" && node.Parent is null)
                    {
                        continue;
                    }

                    places.Add((fields, key));
                    if (value is not null)
                    {
                        Collect(value, places);
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, i));
                    if (list[i] is { } value)
                    {
                        Collect(value, places);
                    }
                }

                break;
        }
    }
}
