using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks paths that must stay inside a volume.</summary>
internal static class PathRules
{
    /// <summary>Whether the path goes up anywhere.</summary>
    public static bool HasBackstep(string path)
    {
        foreach (var part in path.AsSpan().SplitAny('/', '\\'))
        {
            if (path.AsSpan()[part] is "..")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A relative path that only goes down.</summary>
    public static void Descending(string value, FieldErrors errors, FieldPath path)
    {
        if (value.StartsWith('/'))
        {
            errors.Invalid(path, value, "must be a relative path");
        }

        if (HasBackstep(value))
        {
            errors.Invalid(path, value, "must not contain '..'");
        }
    }
}
