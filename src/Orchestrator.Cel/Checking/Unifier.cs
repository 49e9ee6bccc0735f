using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Checking;

/// <summary>What stands for what while types are compared: each type parameter is found to be a type, or to be the same as another.</summary>
internal sealed class Unifier
{
    private Dictionary<string, CelType> _known = new(StringComparer.Ordinal);
    private int _fresh;

    /// <summary>A type parameter of its own.</summary>
    public CelType Fresh() => CelType.Parameter($"_var{_fresh++}");

    /// <summary>The types of a declaration, its parameters replaced by ones of this use.</summary>
    public CelType Instantiate(CelType type, Dictionary<string, CelType> names)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            if (!names.TryGetValue(type.Name, out var fresh))
            {
                names.Add(type.Name, fresh = Fresh());
            }

            return fresh;
        }

        return type.Parameters.Count == 0 || type.Kind == CelTypeKind.Type ? type : type.With([.. type.Parameters.Select(p => Instantiate(p, names))]);
    }

    /// <summary>Whether arguments fit parameters, together. What was found out stays only when they do.</summary>
    public bool Fit(IReadOnlyList<CelType> parameters, IReadOnlyList<CelType> arguments)
    {
        if (parameters.Count != arguments.Count)
        {
            return false;
        }

        var before = new Dictionary<string, CelType>(_known, StringComparer.Ordinal);
        for (var i = 0; i < parameters.Count; i++)
        {
            if (!Assign(parameters[i], arguments[i]))
            {
                _known = before;
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one type fits where another is expected.</summary>
    public bool Fits(CelType expected, CelType actual) => Fit([expected], [actual]);

    /// <summary>A type with all that is known of it; what is still open is dyn, when asked for.</summary>
    public CelType Resolve(CelType type, bool openIsDyn)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            return _known.TryGetValue(type.Name, out var known) ? Resolve(known, openIsDyn) : openIsDyn ? CelType.Dyn : type;
        }

        return type.Parameters.Count == 0 || type.Kind == CelTypeKind.Type ? type : type.With([.. type.Parameters.Select(p => Resolve(p, openIsDyn))]);
    }

    private bool Assign(CelType expected, CelType actual)
    {
        var (left, right) = (Shallow(expected), Shallow(actual));
        if (ReferenceEquals(left, right) || left.Equals(right))
        {
            return true;
        }

        if (left.Kind == CelTypeKind.Parameter)
        {
            return Bind(left, right);
        }

        if (right.Kind == CelTypeKind.Parameter)
        {
            return Bind(right, left);
        }

        if (left.IsDyn || right.IsDyn)
        {
            // What was thought to be of a type, and is also something unknown, is unknown.
            if (right.IsDyn && expected.Kind == CelTypeKind.Parameter)
            {
                _known[Last(expected)] = CelType.Dyn;
            }

            return true;
        }

        if (right.Kind == CelTypeKind.Null)
        {
            return left.Kind is CelTypeKind.Object or CelTypeKind.Opaque or CelTypeKind.Timestamp or CelTypeKind.Duration;
        }

        if (left.Kind == CelTypeKind.Null && expected.Kind == CelTypeKind.Parameter
            && right.Kind is CelTypeKind.Object or CelTypeKind.Opaque or CelTypeKind.Timestamp or CelTypeKind.Duration)
        {
            _known[Last(expected)] = right;
            return true;
        }

        if (left.Kind != right.Kind || left.Name != right.Name || (left.Parameters.Count != right.Parameters.Count && left.Kind != CelTypeKind.Type))
        {
            return false;
        }

        if (left.Kind == CelTypeKind.Type)
        {
            return true;
        }

        for (var i = 0; i < left.Parameters.Count; i++)
        {
            if (!Assign(left.Parameters[i], right.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    private bool Bind(CelType parameter, CelType type)
    {
        if (Occurs(parameter.Name, type))
        {
            return false;
        }

        _known[parameter.Name] = type;
        return true;
    }

    private bool Occurs(string name, CelType type)
    {
        var shallow = Shallow(type);
        return shallow.Kind == CelTypeKind.Parameter ? shallow.Name == name : shallow.Kind != CelTypeKind.Type && shallow.Parameters.Any(p => Occurs(name, p));
    }

    private CelType Shallow(CelType type)
    {
        while (type.Kind == CelTypeKind.Parameter && _known.TryGetValue(type.Name, out var known))
        {
            type = known;
        }

        return type;
    }

    /// <summary>The parameter at the end of the chain, whose meaning can be replaced.</summary>
    private string Last(CelType parameter)
    {
        var name = parameter.Name;
        while (_known.TryGetValue(name, out var next) && next.Kind == CelTypeKind.Parameter)
        {
            name = next.Name;
        }

        return name;
    }
}
