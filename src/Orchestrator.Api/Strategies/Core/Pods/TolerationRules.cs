using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks tolerations.</summary>
internal static class TolerationRules
{
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    public static void Validate(IReadOnlyList<Toleration>? tolerations, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (tolerations?.Count ?? 0); i++)
        {
            One(tolerations![i], errors, path.Index(i));
        }
    }

    private static void One(Toleration toleration, FieldErrors errors, FieldPath path)
    {
        if (!string.IsNullOrEmpty(toleration.Key))
        {
            errors.Invalid(path.Child("key"), toleration.Key, NameRules.QualifiedName(toleration.Key));
        }
        else if (toleration.Operator != "Exists")
        {
            errors.Invalid(
                path.Child("operator"), toleration.Operator ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
        }

        if (toleration.TolerationSeconds is not null && toleration.Effect != "NoExecute")
        {
            errors.Invalid(path.Child("effect"), toleration.Effect ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");
        }

        switch (toleration.Operator)
        {
            case null or "" or "Equal":
                var messages = NameRules.LabelValue(toleration.Value ?? "");
                if (messages.Count > 0)
                {
                    errors.Invalid(path.Child("operator"), toleration.Value, string.Join(';', messages));
                }

                break;
            case "Exists":
                if (!string.IsNullOrEmpty(toleration.Value))
                {
                    errors.Invalid(path.Child("operator"), JsonNode.Parse(JsonModel.ToBytes(toleration)), "value must be empty when `operator` is 'Exists'");
                }

                break;
            default:
                errors.NotSupported(path.Child("operator"), toleration.Operator, ["Equal", "Exists"]);
                break;
        }

        if (!string.IsNullOrEmpty(toleration.Effect) && !Effects.Contains(toleration.Effect))
        {
            errors.NotSupported(path.Child("effect"), toleration.Effect, Effects);
        }
    }
}
