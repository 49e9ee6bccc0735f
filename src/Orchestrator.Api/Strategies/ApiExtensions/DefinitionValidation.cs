using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.ApiExtensions.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.ApiExtensions;

/// <summary>Checks a definition of custom resources (<c>ValidateCustomResourceDefinition</c>).</summary>
internal static class DefinitionValidation
{
    private const string ApprovalAnnotation = "api-approved.kubernetes.io";
    private const string ApprovalProcess = "see https://github.com/kubernetes/enhancements/pull/1111";
    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly string[] Scopes = ["Cluster", "Namespaced"];

    /// <summary>Checks a definition; <paramref name="old"/> is null for a new one.</summary>
    public static void Validate(CustomResourceDefinition obj, CustomResourceDefinition? old, FieldErrors errors)
    {
        if (old is null && obj.Metadata.Name != $"{obj.Spec.Names.Plural}.{obj.Spec.Group}")
        {
            errors.Invalid(FieldPath.Of("metadata", "name"), obj.Metadata.Name, "must be spec.names.plural+\".\"+spec.group");
        }

        CheckSpec(obj.Spec, errors);
        CheckStoredVersions(obj, errors);
        if (old is null || IsProtected(obj.Spec.Group))
        {
            CheckApproval(obj, old, errors);
        }

        if (obj.Spec.PreserveUnknownFields == true && old?.Spec.PreserveUnknownFields != true)
        {
            errors.Invalid(
                Spec.Child("preserveUnknownFields"), true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }

        if (old is not null)
        {
            CheckImmutable(obj, old, errors);
        }
    }

    /// <summary>Checks a changed status.</summary>
    public static void ValidateStatus(CustomResourceDefinition obj, FieldErrors errors) => CheckStoredVersions(obj, errors);

    private static void CheckSpec(CustomResourceDefinitionSpec spec, FieldErrors errors)
    {
        CheckGroup(spec.Group, errors);
        if (spec.Scope.Length == 0)
        {
            errors.Required(Spec.Child("scope"));
        }
        else if (!Scopes.Contains(spec.Scope))
        {
            errors.NotSupported(Spec.Child("scope"), spec.Scope, Scopes);
        }

        for (var i = 0; i < spec.Versions.Count; i++)
        {
            VersionRules.Check(spec.Versions[i], spec.PreserveUnknownFields != true, errors, Spec.Child("versions").Index(i));
        }

        if (spec.Versions.DistinctBy(version => version.Name).Count() != spec.Versions.Count)
        {
            errors.Invalid(Spec.Child("versions"), Json(spec.Versions), "must contain unique version names");
        }

        if (spec.Versions.Count(version => version.Storage) != 1)
        {
            errors.Invalid(Spec.Child("versions"), Json(spec.Versions), "must have exactly one version marked as storage version");
        }

        NamesRules.Check(spec.Names, errors, Spec.Child("names"));
        ConversionRules.Check(spec.Conversion, errors, Spec.Child("conversion"));
    }

    private static void CheckGroup(string group, FieldErrors errors)
    {
        if (group.Length == 0)
        {
            errors.Required(Spec.Child("group"));
        }
        else if (NameRules.Dns1123Subdomain(group) is { Count: > 0 } problems)
        {
            errors.Invalid(Spec.Child("group"), group, string.Join(",", problems));
        }
        else if (!group.Contains('.', StringComparison.Ordinal))
        {
            errors.Invalid(Spec.Child("group"), group, "should be a domain with at least one dot");
        }
    }

    private static void CheckStoredVersions(CustomResourceDefinition obj, FieldErrors errors)
    {
        var path = FieldPath.Of("status", "storedVersions");
        var stored = obj.Status.StoredVersions;
        if (stored.Count == 0)
        {
            errors.Invalid(path, stored, "must have at least one stored version");
            return;
        }

        for (var i = 0; i < stored.Count; i++)
        {
            var name = stored[i];
            if (!obj.Spec.Versions.Exists(version => version.Name == name))
            {
                errors.Invalid(
                    path.Index(i),
                    name,
                    $"missing from spec.versions; {name} was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in {name} and removes {name} from status.storedVersions");
            }
        }

        if (obj.Spec.Versions.Find(version => version.Storage) is { } storage && !stored.Contains(storage.Name))
        {
            errors.Invalid(path, stored, $"must have the storage version {storage.Name}");
        }
    }

    private static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);

    private static void CheckApproval(CustomResourceDefinition obj, CustomResourceDefinition? old, FieldErrors errors)
    {
        var approval = obj.Metadata.Annotations?.GetValueOrDefault(ApprovalAnnotation) ?? "";
        if (!IsProtected(obj.Spec.Group) || (old is not null && approval == (old.Metadata.Annotations?.GetValueOrDefault(ApprovalAnnotation) ?? "")))
        {
            return;
        }

        var path = FieldPath.Of("metadata", "annotations").Key(ApprovalAnnotation);
        if (approval.Length == 0)
        {
            errors.Required(path, $"protected groups must have approval annotation \"{ApprovalAnnotation}\", {ApprovalProcess}");
        }
        else if (!approval.StartsWith("unapproved", StringComparison.Ordinal) && !(Uri.TryCreate(approval, UriKind.Absolute, out var url) && url.Host.Length > 0))
        {
            errors.Invalid(
                path, approval, $"protected groups must have approval annotation \"{ApprovalAnnotation}\" with either a URL or a reason starting with \"unapproved\", {ApprovalProcess}");
        }
    }

    private static void CheckImmutable(CustomResourceDefinition obj, CustomResourceDefinition old, FieldErrors errors)
    {
        if (old.Status.Conditions.Exists(condition => condition is { Type: "Established", Status: "True" }))
        {
            Immutable(obj.Spec.Scope, old.Spec.Scope, Spec.Child("scope"), errors);
            Immutable(obj.Spec.Names.Kind, old.Spec.Names.Kind, Spec.Child("names", "kind"), errors);
        }

        Immutable(obj.Spec.Group, old.Spec.Group, Spec.Child("group"), errors);
        Immutable(obj.Spec.Names.Plural, old.Spec.Names.Plural, Spec.Child("names", "plural"), errors);
    }

    private static void Immutable(string now, string before, FieldPath path, FieldErrors errors)
    {
        if (now != before)
        {
            errors.Invalid(path, now, "field is immutable");
        }
    }

    private static JsonArray Json(List<CustomResourceDefinitionVersion> versions) => [.. versions.Select(version => JsonNode.Parse(JsonModel.ToBytes(version)))];
}
