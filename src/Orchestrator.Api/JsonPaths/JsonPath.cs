using System.Text.Json.Nodes;

namespace Orchestrator.Api.JsonPaths;

/// <summary>
/// The part of JSONPath that printer columns and selectable fields use, as kubectl and the API server read it: fields, <c>['quoted']</c> fields, indexes and
/// ranges, <c>*</c>, <c>..</c> and filters such as <c>[?(@.type=="Ready")]</c>. What is not there gives nothing.
/// </summary>
public sealed class JsonPath
{
    private readonly IReadOnlyList<JsonPathStep> _steps;

    private JsonPath(IReadOnlyList<JsonPathStep> steps) => _steps = steps;

    /// <summary>The names of the fields, when the path is nothing but fields; else null.</summary>
    public IReadOnlyList<string>? Fields =>
        _steps.All(step => step is FieldStep) ? [.. _steps.Cast<FieldStep>().Select(step => step.Name)] : null;

    /// <summary>Parses a path that starts with a dot or a bracket.</summary>
    /// <exception cref="FormatException">It is malformed.</exception>
    public static JsonPath Parse(string text) => new(new JsonPathParser(text).ParseAll());

    /// <summary>What the path leads to, in order.</summary>
    public IEnumerable<JsonNode?> Find(JsonNode? root)
    {
        IEnumerable<JsonNode?> found = [root];
        foreach (var step in _steps)
        {
            found = found.SelectMany(step.From).ToList();
        }

        return found;
    }
}
