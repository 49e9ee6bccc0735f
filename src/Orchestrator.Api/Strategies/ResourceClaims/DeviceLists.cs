using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.ResourceClaims;

/// <summary>Walks lists that have a limit, and some of which hold each key once.</summary>
internal static class DeviceLists
{
    public static void List<T>(List<T>? items, int most, Action<T, FieldErrors, FieldPath> check, FieldErrors errors, FieldPath path)
    {
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            check(items![i], errors, path.Index(i));
        }

        if (items?.Count > most)
        {
            errors.TooMany(path, items.Count, most);
        }
    }

    public static void Set<T>(List<T>? items, int most, Func<T, string> key, Action<T, FieldErrors, FieldPath> check, FieldErrors errors, FieldPath path)
    {
        List(items, most, check, errors, path);
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            if (!known.Add(key(items![i])))
            {
                errors.Duplicate(path.Index(i), key(items[i]));
            }
        }
    }
}
