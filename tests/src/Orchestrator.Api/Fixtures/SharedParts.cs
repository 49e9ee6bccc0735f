using System.Collections;
using Orchestrator.Api.Json;

namespace Orchestrator.Api.Tests.Fixtures;

/// <summary>Finds the models, lists and maps that two objects have in common.</summary>
internal static class SharedParts
{
    /// <summary>Their paths.</summary>
    public static IEnumerable<string> Of(object? left, object? right, string path = "")
    {
        if (left is null || right is null || !(left is IJsonModel or IList or IDictionary) || left is byte[])
        {
            return [];
        }

        if (ReferenceEquals(left, right))
        {
            return [path];
        }

        return left switch
        {
            IDictionary map => map.Keys.Cast<object>().SelectMany(key => Of(map[key], ((IDictionary)right)[key], $"{path}[{key}]")),
            IList list => Enumerable.Range(0, list.Count).SelectMany(i => Of(list[i], ((IList)right)[i], $"{path}[{i}]")),
            _ => left.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0)
                .SelectMany(property => Of(property.GetValue(left), property.GetValue(right), $"{path}.{property.Name}")),
        };
    }
}
