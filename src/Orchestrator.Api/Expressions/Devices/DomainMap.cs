using Orchestrator.Cel.Values;

namespace Orchestrator.Api.Expressions.Devices;

/// <summary>What a device has, by the domain and then by the name. Every domain can be asked for.</summary>
internal sealed class DomainMap : CelMap
{
    private static readonly CelValue Nothing = CelValue.Of(new NameMap());
    private readonly Dictionary<string, NameMap> _domains = new(StringComparer.Ordinal);

    public override int Count => _domains.Count;

    public override IEnumerable<CelValue> Keys => _domains.Keys.Select(CelValue.Of);

    public void Add(string driver, string qualified, CelValue value)
    {
        var slash = qualified.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? driver : qualified[..slash];
        if (!_domains.TryGetValue(domain, out var names))
        {
            _domains.Add(domain, names = new NameMap());
        }

        // The driver's own name may be written with and without its domain: the one with it counts.
        names.Add(qualified[(slash + 1)..], value, replaces: slash >= 0);
    }

    public override bool TryGet(CelValue key, out CelValue value)
    {
        value = key.Kind == CelKind.String && _domains.TryGetValue(key.String, out var names) ? CelValue.Of(names) : Nothing;
        return key.Kind == CelKind.String;
    }

    private sealed class NameMap : CelMap
    {
        private readonly Dictionary<string, CelValue> _values = new(StringComparer.Ordinal);

        public override int Count => _values.Count;

        public override IEnumerable<CelValue> Keys => _values.Keys.Select(CelValue.Of);

        public void Add(string name, CelValue value, bool replaces)
        {
            if (replaces || !_values.ContainsKey(name))
            {
                _values[name] = value;
            }
        }

        public override bool TryGet(CelValue key, out CelValue value)
        {
            value = default;
            return key.Kind == CelKind.String && _values.TryGetValue(key.String, out value);
        }
    }
}
