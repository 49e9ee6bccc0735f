using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Errors;

/// <summary>Prints the bad value in a field error: strings quoted, numbers and truth values plain, lists and objects as JSON.</summary>
internal static class FieldValue
{
    public static string Print(object? value) => value switch
    {
        null => "\"null\"",
        string text => GoText.Quote(text),
        bool flag => flag ? "true" : "false",
        JsonNode node => GoText.Json(node),
        IJsonModel model => GoText.Json(JsonNode.Parse(JsonModel.ToBytes(model))),
        IntOrString { IsString: true } number => GoText.Quote(number.StringValue),
        DateTime time => GoText.Quote(time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        Quantity amount => GoText.Quote(amount.ToString()),
        JsonElement element => element.GetRawText(),
        IReadOnlyDictionary<string, string> map => Map(map),
        IEnumerable<string> list => GoText.Json(new JsonArray([.. list.Select(item => (JsonNode?)item)])),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string Map(IReadOnlyDictionary<string, string> map)
    {
        var json = new JsonObject();
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json[key] = value;
        }

        return GoText.Json(json);
    }
}
