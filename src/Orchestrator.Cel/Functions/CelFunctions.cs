using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Functions;

/// <summary>Functions by name, while an environment is made of libraries.</summary>
public sealed class CelFunctions
{
    private readonly Dictionary<string, List<CelOverload>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CelValue> _constants = new(StringComparer.Ordinal);

    /// <summary>Names with a value: types.</summary>
    public IReadOnlyDictionary<string, CelValue> Constants => _constants;

    /// <summary>A function of one argument.</summary>
    public CelFunctions Global(string name, CelType parameter, CelType result, CelUnary does, CelCost? cost = null) => Add(name, false, [parameter], result, does, cost);

    /// <summary>A function of two arguments.</summary>
    public CelFunctions Global(string name, CelType first, CelType second, CelType result, CelBinary does, CelCost? cost = null) =>
        Add(name, false, [first, second], result, does, cost);

    /// <summary>A function of any number of arguments.</summary>
    public CelFunctions Global(string name, CelType[] parameters, CelType result, CelVariadic does, CelCost? cost = null) => Add(name, false, parameters, result, does, cost);

    /// <summary>A member without arguments.</summary>
    public CelFunctions Member(string name, CelType target, CelType result, CelUnary does, CelCost? cost = null) => Add(name, true, [target], result, does, cost);

    /// <summary>A member with one argument.</summary>
    public CelFunctions Member(string name, CelType target, CelType parameter, CelType result, CelBinary does, CelCost? cost = null) =>
        Add(name, true, [target, parameter], result, does, cost);

    /// <summary>A member; the first of the parameters is its target.</summary>
    public CelFunctions Member(string name, CelType[] parameters, CelType result, CelVariadic does, CelCost? cost = null) => Add(name, true, parameters, result, does, cost);

    /// <summary>A name with a value.</summary>
    public CelFunctions Constant(string name, CelValue value)
    {
        _constants[name] = value;
        return this;
    }

    /// <summary>Those of a name, in the order of declaration.</summary>
    internal IReadOnlyList<CelOverload>? Find(string name) => _byName.GetValueOrDefault(name);

    private CelFunctions Add(string name, bool member, CelType[] parameters, CelType result, Delegate does, CelCost? cost)
    {
        if (!_byName.TryGetValue(name, out var overloads))
        {
            _byName.Add(name, overloads = []);
        }

        overloads.Add(new CelOverload(member, parameters, result, does, cost));
        return this;
    }
}
