using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Meta.V1;

namespace Orchestrator.Api.Validation;

/// <summary>Checks the owners of an object: complete references, at most one controller, no event as owner.</summary>
internal static class OwnerReferenceRules
{
    public static void Validate(IReadOnlyList<OwnerReference>? owners, FieldErrors errors, FieldPath path)
    {
        OwnerReference? controller = null;
        for (var i = 0; i < (owners?.Count ?? 0); i++)
        {
            var owner = owners![i];
            One(owner, errors, path);
            if (owner.Controller != true)
            {
                continue;
            }

            if (controller is not null)
            {
                errors.Invalid(
                    path,
                    new JsonArray([.. owners.Select(o => JsonNode.Parse(Json.JsonModel.ToBytes(o)))]),
                    "Only one reference can have Controller set to true. "
                    + $"Found \"true\" in references for {controller.Kind}/{controller.Name} and {owner.Kind}/{owner.Name}");
                return;
            }

            controller = owner;
        }
    }

    // A real server gives the path of the list, not of the element.
    private static void One(OwnerReference owner, FieldErrors errors, FieldPath path)
    {
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        if (owner.ApiVersion.Length == 0 || slash == owner.ApiVersion.Length - 1)
        {
            errors.Invalid(path.Child("apiVersion"), owner.ApiVersion, "version must not be empty");
        }

        if (owner.Kind.Length == 0)
        {
            errors.Invalid(path.Child("kind"), owner.Kind, "must not be empty");
        }

        if (owner.Name.Length == 0)
        {
            errors.Invalid(path.Child("name"), owner.Name, "must not be empty");
        }

        if (owner.Uid.Length == 0)
        {
            errors.Invalid(path.Child("uid"), owner.Uid, "must not be empty");
        }

        if (owner is { Kind: "Event", ApiVersion: "v1" or "events.k8s.io/v1" })
        {
            errors.Invalid(path, JsonNode.Parse(Json.JsonModel.ToBytes(owner)), $"{GroupKind(owner)} is disallowed from being an owner");
        }
    }

    private static string GroupKind(OwnerReference owner)
    {
        var slash = owner.ApiVersion.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? $"/{owner.ApiVersion}, Kind={owner.Kind}" : $"{owner.ApiVersion}, Kind={owner.Kind}";
    }
}
