using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Networking.V1;

namespace Orchestrator.Api.Strategies.Networking;

/// <summary>Checks the paths of an ingress rule.</summary>
internal static class IngressPathRules
{
    private static readonly string[] Types = ["Exact", "ImplementationSpecific", "Prefix"];
    private static readonly string[] ForbiddenParts = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] ForbiddenEnds = ["/..", "/."];

    public static void Validate(HTTPIngressRuleValue http, FieldErrors errors, FieldPath path)
    {
        if (http.Paths.Count == 0)
        {
            errors.Required(path.Child("paths"));
        }

        for (var i = 0; i < http.Paths.Count; i++)
        {
            Path(http.Paths[i], errors, path.Child("paths").Index(i));
        }
    }

    private static void Path(HTTPIngressPath path, FieldErrors errors, FieldPath at)
    {
        var text = path.Path ?? "";
        switch (path.PathType)
        {
            case null:
                errors.Required(at.Child("pathType"), "pathType must be specified");
                return;
            case "Exact" or "Prefix":
                Absolute(text, errors, at.Child("path"));
                Plain(text, errors, at.Child("path"));
                break;
            case "ImplementationSpecific" when text.Length > 0:
                Absolute(text, errors, at.Child("path"));
                break;
            case "ImplementationSpecific":
                break;
            default:
                errors.NotSupported(at.Child("pathType"), path.PathType, Types);
                break;
        }

        IngressBackendRules.Validate(path.Backend, errors, at.Child("backend"));
    }

    private static void Absolute(string text, FieldErrors errors, FieldPath at)
    {
        if (!text.StartsWith('/'))
        {
            errors.Invalid(at, text, "must be an absolute path");
        }
    }

    private static void Plain(string text, FieldErrors errors, FieldPath at)
    {
        foreach (var part in ForbiddenParts)
        {
            if (text.Contains(part, StringComparison.Ordinal))
            {
                errors.Invalid(at, text, $"must not contain '{part}'");
            }
        }

        foreach (var end in ForbiddenEnds)
        {
            if (text.EndsWith(end, StringComparison.Ordinal))
            {
                errors.Invalid(at, text, $"cannot end with '{end}'");
            }
        }
    }
}
