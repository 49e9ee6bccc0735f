using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Api.Errors;

/// <summary>Text as Go's formatting prints it, since clients match on the messages of a real server.</summary>
public static class GoText
{
    private const int MostQuoted = 16 * 1024;

    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// As <c>%q</c>: in double quotes, with control characters escaped; of a very long text only the beginning, since an error that is as long as
    /// the request, several times over, costs the server more than the request.
    /// </summary>
    public static string Quote(string text)
    {
        if (text.Length > MostQuoted)
        {
            text = string.Concat(text.AsSpan(0, MostQuoted), "...");
        }

        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\a' => quoted.Append("\\a"),
                '\b' => quoted.Append("\\b"),
                '\f' => quoted.Append("\\f"),
                '\v' => quoted.Append("\\v"),
                < ' ' or '\x7f' => quoted.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>The JSON of a node in one line.</summary>
    public static string Json(JsonNode? node) => node?.ToJsonString(Compact) ?? "null";

    /// <summary>As an aggregate of errors prints: one alone plain, more in brackets, duplicates once.</summary>
    public static string Aggregate(IEnumerable<string> messages)
    {
        var distinct = messages.Distinct(StringComparer.Ordinal).ToList();
        return distinct.Count == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]";
    }
}
