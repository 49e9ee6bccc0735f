using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.FlowControl;

/// <summary>Checks the conditions of flow schemas and priority levels: each type once.</summary>
internal static class LevelStatusRules
{
    private static readonly FieldPath Path = FieldPath.Of("status", "conditions");

    public static void Types(IReadOnlyList<string> types, FieldErrors errors)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < types.Count; i++)
        {
            if (!known.Add(types[i]))
            {
                errors.Duplicate(Path.Index(i).Child("type"), types[i]);
            }

            if (types[i].Length == 0)
            {
                errors.Required(Path.Index(i).Child("type"), "must not be empty");
            }
        }
    }
}
