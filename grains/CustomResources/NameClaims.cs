using Orchestrator.Api.Models.ApiExtensions.V1;

namespace Orchestrator.Grains.CustomResources;

/// <summary>
/// The names that definitions have been given, by group. A name is reserved here before it is written to a definition's status, so that of two definitions
/// that want it at once one gets it.
/// </summary>
internal sealed class NameClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, CustomResourceDefinitionNames>> _byGroup = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _groups = new(StringComparer.Ordinal);

    /// <summary>What the definition's status says now.</summary>
    public void Record(string definition, string group, CustomResourceDefinitionNames names)
    {
        if (names.Plural.Length == 0)
        {
            return; // nothing accepted yet; a reservation stays
        }

        lock (_gate)
        {
            Put(definition, group, names);
        }
    }

    /// <summary>The definition is gone.</summary>
    public void Forget(string definition)
    {
        lock (_gate)
        {
            if (_groups.Remove(definition, out var group))
            {
                _byGroup[group].Remove(definition);
            }
        }
    }

    /// <summary>Decides on names while nobody else does, and reserves what was decided.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="group">Its group.</param>
    /// <param name="decide">Is told the names that others have in the group; returns those that the definition gets.</param>
    public T Decide<T>(string definition, string group, Func<IEnumerable<CustomResourceDefinitionNames>, (CustomResourceDefinitionNames Accepted, T Result)> decide)
    {
        lock (_gate)
        {
            var others = _byGroup.TryGetValue(group, out var taken) ? taken.Where(entry => entry.Key != definition).Select(entry => entry.Value) : [];
            var (accepted, result) = decide(others);
            Put(definition, group, accepted);
            return result;
        }
    }

    private void Put(string definition, string group, CustomResourceDefinitionNames names)
    {
        if (!_byGroup.TryGetValue(group, out var taken))
        {
            _byGroup.Add(group, taken = new(StringComparer.Ordinal));
        }

        taken[definition] = names;
        _groups[definition] = group;
    }
}
