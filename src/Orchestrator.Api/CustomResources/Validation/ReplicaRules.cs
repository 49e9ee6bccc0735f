using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.JsonPaths;

namespace Orchestrator.Api.CustomResources.Validation;

/// <summary>The numbers of replicas behind a scale subresource (a real server's <c>ValidateScaleSpec</c> and <c>ValidateScaleStatus</c>).</summary>
internal static class ReplicaRules
{
    /// <summary>Checks the number at a path, if there is one.</summary>
    public static void Check(JsonObject content, string path, FieldErrors errors)
    {
        if (JsonPath.Parse(path).Find(content).FirstOrDefault() is not { } value || JsonKind.Number(value) is not { } number)
        {
            return;
        }

        var field = path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((FieldPath?)null, (above, name) => above?.Child(name) ?? FieldPath.Of(name))!;
        if (number < 0)
        {
            errors.Invalid(field, value, "should be a non-negative integer");
        }
        else if (number > int.MaxValue)
        {
            errors.Invalid(field, value, $"should be less than or equal to {int.MaxValue}");
        }
    }
}
