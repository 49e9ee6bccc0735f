using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Strategies;

/// <summary>Says where two values differ, for people to read in an error.</summary>
internal static class ModelDifference
{
    private const int MaximumLines = 10;

    /// <summary>A line with the path, the old and the new value for each difference.</summary>
    public static string Describe(IJsonModel old, IJsonModel now)
    {
        var lines = new List<string>();
        Compare(JsonNode.Parse(JsonModel.ToBytes(old)), JsonNode.Parse(JsonModel.ToBytes(now)), "", lines);
        var text = new StringBuilder();
        foreach (var line in lines.Take(MaximumLines))
        {
            text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static void Compare(JsonNode? old, JsonNode? now, string path, List<string> lines)
    {
        if (JsonNode.DeepEquals(old, now))
        {
            return;
        }

        switch (old, now)
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(field => field.Key).Union(right.Select(field => field.Key)))
                {
                    Compare(left[key], right[key], path.Length == 0 ? key : $"{path}.{key}", lines);
                }

                break;
            case (JsonArray left, JsonArray right) when left.Count == right.Count:
                for (var i = 0; i < left.Count; i++)
                {
                    Compare(left[i], right[i], $"{path}[{Invariant.Text(i)}]", lines);
                }

                break;
            default:
                lines.Add($"  {path}: {GoText.Json(old)} -> {GoText.Json(now)}");
                break;
        }
    }
}
