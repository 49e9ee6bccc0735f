using System.Text.Json.Nodes;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Rbac;

/// <summary>What both kinds of bindings have in common: which role, and whom it is given to.</summary>
internal static class BindingRules
{
    private const string Group = "rbac.authorization.k8s.io";
    private static readonly FieldPath RolePath = FieldPath.Of("roleRef");
    private static readonly FieldPath SubjectsPath = FieldPath.Of("subjects");

    /// <summary>The groups that follow from the kinds.</summary>
    public static void Default(RoleRef role, List<Subject>? subjects)
    {
        role.ApiGroup = role.ApiGroup.Length == 0 ? Group : role.ApiGroup;
        foreach (var subject in subjects ?? [])
        {
            if (string.IsNullOrEmpty(subject.ApiGroup) && subject.Kind is "User" or "Group")
            {
                subject.ApiGroup = Group;
            }
        }
    }

    /// <summary>Checks the role that is meant.</summary>
    public static void ValidateRole(RoleRef role, IReadOnlyList<string> kinds, FieldErrors errors)
    {
        if (role.ApiGroup != Group)
        {
            errors.NotSupported(RolePath.Child("apiGroup"), role.ApiGroup, [Group]);
        }

        if (!kinds.Contains(role.Kind))
        {
            errors.NotSupported(RolePath.Child("kind"), role.Kind, kinds);
        }

        if (role.Name.Length == 0)
        {
            errors.Required(RolePath.Child("name"));
        }
        else
        {
            errors.Invalid(RolePath.Child("name"), role.Name, NameRules.PathSegment(role.Name));
        }
    }

    /// <summary>Checks whom the role is given to.</summary>
    public static void ValidateSubjects(List<Subject>? subjects, bool namespaced, FieldErrors errors)
    {
        for (var i = 0; i < (subjects?.Count ?? 0); i++)
        {
            ValidateSubject(subjects![i], namespaced, errors, SubjectsPath.Index(i));
        }
    }

    /// <summary>A binding stays with its role, so that who may change its subjects cannot give another role.</summary>
    public static void ValidateUpdate(RoleRef role, RoleRef old, FieldErrors errors)
    {
        if (role.ApiGroup != old.ApiGroup || role.Kind != old.Kind || role.Name != old.Name)
        {
            var value = new JsonObject { ["APIGroup"] = role.ApiGroup, ["Kind"] = role.Kind, ["Name"] = role.Name };
            errors.Invalid(RolePath, value, "cannot change roleRef");
        }
    }

    private static void ValidateSubject(Subject subject, bool namespaced, FieldErrors errors, FieldPath path)
    {
        if (subject.Name.Length == 0)
        {
            errors.Required(path.Child("name"));
        }

        switch (subject.Kind)
        {
            case "ServiceAccount":
                ValidateServiceAccount(subject, namespaced, errors, path);
                break;
            case "User" or "Group" when subject.ApiGroup != Group:
                errors.NotSupported(path.Child("apiGroup"), subject.ApiGroup ?? "", [Group]);
                break;
            case "User" or "Group":
                break;
            default:
                errors.NotSupported(path.Child("kind"), subject.Kind, ["ServiceAccount", "User", "Group"]);
                break;
        }
    }

    private static void ValidateServiceAccount(Subject subject, bool namespaced, FieldErrors errors, FieldPath path)
    {
        if (subject.Name.Length > 0)
        {
            errors.Invalid(path.Child("name"), subject.Name, NameRules.Dns1123Subdomain(subject.Name));
        }

        if (!string.IsNullOrEmpty(subject.ApiGroup))
        {
            errors.NotSupported(path.Child("apiGroup"), subject.ApiGroup, [""]);
        }

        if (!namespaced && string.IsNullOrEmpty(subject.Namespace))
        {
            errors.Required(path.Child("namespace"));
        }
    }
}
