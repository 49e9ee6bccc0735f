using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>Finds, after the fact, the paths of positions in a document, for messages.</summary>
internal static class JsonPaths
{
    /// <summary>One step of a path: the last property name, and the index when inside an array.</summary>
    internal struct Step
    {
        public string? Name;
        public int Index;
        public bool IsArray;
    }

    /// <summary>Words each noted position, in one pass. A text that is noted twice is reported once, as a real server does.</summary>
    public static List<string> Describe(ReadOnlySpan<byte> json, List<(int Offset, bool Duplicate)> noted)
    {
        var texts = new List<string>(noted.Count);
        var next = 0;
        var reader = JsonModel.CreateReader(json);
        var steps = new List<Step>();
        while (next < noted.Count && Advance(ref reader, steps))
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.TokenStartIndex == noted[next].Offset)
            {
                var text = $"{(noted[next].Duplicate ? "duplicate" : "unknown")} field \"{Text(steps)}\"";
                if (!texts.Contains(text))
                {
                    texts.Add(text);
                }

                next++;
            }
        }

        return texts;
    }

    /// <summary>The steps to the value that starts at an offset.</summary>
    public static List<Step> To(ReadOnlySpan<byte> json, int offset)
    {
        var reader = JsonModel.CreateReader(json);
        var steps = new List<Step>();
        while (Advance(ref reader, steps) && (reader.TokenStartIndex < offset || reader.TokenType == JsonTokenType.PropertyName))
        {
        }

        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            steps.RemoveAt(steps.Count - 1);
        }

        return steps;
    }

    /// <summary>The path as text: <c>spec.containers[0].foo</c>.</summary>
    public static string Text(List<Step> steps)
    {
        var text = new StringBuilder();
        foreach (var step in steps)
        {
            if (step.IsArray)
            {
                text.Append('[').Append(step.Index).Append(']');
            }
            else if (step.Name is not null)
            {
                text.Append(text.Length > 0 ? "." : "").Append(step.Name);
            }
        }

        return text.ToString();
    }

    private static bool Advance(ref Utf8JsonReader reader, List<Step> steps)
    {
        if (!reader.Read())
        {
            return false;
        }

        var last = steps.Count - 1;
        if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            steps.RemoveAt(last);
            return true;
        }

        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            steps[last] = new Step { Name = reader.GetString() };
            return true;
        }

        if (last >= 0 && steps[last].IsArray)
        {
            steps[last] = new Step { IsArray = true, Index = steps[last].Index + 1 };
        }

        if (reader.TokenType == JsonTokenType.StartObject)
        {
            steps.Add(new Step());
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            steps.Add(new Step { IsArray = true, Index = -1 });
        }

        return true;
    }
}
