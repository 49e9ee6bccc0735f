using System.Text.Json.Nodes;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests;

/// <summary>Reads answers in tests.</summary>
public static class WriteResultAssertions
{
    /// <summary>Asserts the code and returns the body.</summary>
    public static JsonNode Expect(this WriteResult result, int code)
    {
        var body = JsonNode.Parse(result.Body)!;
        result.Code.ShouldBe(code, body.ToJsonString());
        return body;
    }

    /// <summary>Asserts a refusal and returns its message.</summary>
    public static string ExpectRefusal(this WriteResult result, int code, string reason)
    {
        var status = result.Expect(code);
        ((string?)status["kind"]).ShouldBe("Status");
        ((string?)status["reason"]).ShouldBe(reason);
        ((int?)status["code"]).ShouldBe(code);
        return (string)status["message"]!;
    }

    /// <summary>The text at a path such as <c>metadata.uid</c>.</summary>
    public static string? At(this JsonNode node, string path)
    {
        JsonNode? at = node;
        foreach (var step in path.Split('.'))
        {
            at = at is JsonArray list ? list[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)] : at?[step];
        }

        return at?.ToString();
    }

    /// <summary>The text at a path of the answer's body.</summary>
    public static string? At(this WriteResult result, string path) => JsonNode.Parse(result.Body)!.At(path);
}
