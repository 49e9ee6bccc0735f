using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Checks a node's taints: key, value and effect are well-formed, and none stands twice with the same key and effect.</summary>
internal static class NodeTaintRules
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Validate(IReadOnlyList<Taint>? taints, FieldErrors errors, FieldPath path)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < (taints?.Count ?? 0); i++)
        {
            var taint = taints![i];
            var at = path.Index(i);
            errors.Invalid(at.Child("key"), taint.Key, NameRules.QualifiedName(taint.Key));
            errors.Invalid(at.Child("value"), taint.Value ?? "", NameRules.LabelValue(taint.Value ?? ""));
            if (taint.Effect.Length == 0)
            {
                errors.Required(at.Child("effect"));
            }
            else if (!Effects.Contains(taint.Effect))
            {
                errors.NotSupported(at.Child("effect"), taint.Effect, Effects);
            }

            if (!seen.Add((taint.Key, taint.Effect)))
            {
                errors.Duplicate(at, JsonNode.Parse(JsonModel.ToBytes(taint)));
            }
        }
    }
}
