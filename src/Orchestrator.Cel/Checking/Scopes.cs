using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Checking;

/// <summary>The names that an expression sees at a place of it, and how many places for values it needs.</summary>
internal sealed class Scopes(CelEnvironment environment)
{
    private readonly List<(string Name, Binding Binding)> _locals = [];
    private int _next = environment.Variables.Count;

    /// <summary>Places for values that evaluation needs.</summary>
    public int Size { get; private set; } = environment.Variables.Count;

    /// <summary>Brings in a variable; returns its place.</summary>
    public int Enter(string name, CelType type)
    {
        var slot = _next++;
        Size = Math.Max(Size, _next);
        _locals.Add((name, new Binding(type, slot)));
        return slot;
    }

    /// <summary>Ends what was entered last.</summary>
    public void Leave()
    {
        _next--;
        _locals.RemoveAt(_locals.Count - 1);
    }

    /// <summary>What a name stands for: the innermost variable, else one of the environment, else a constant. With a dot before it, no inner one.</summary>
    public Binding? Find(string name)
    {
        if (name.StartsWith('.'))
        {
            return Outer(name[1..]);
        }

        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == name)
            {
                return _locals[i].Binding;
            }
        }

        return Outer(name);
    }

    private Binding? Outer(string name)
    {
        for (var i = 0; i < environment.Variables.Count; i++)
        {
            if (environment.Variables[i].Name == name)
            {
                return new Binding(environment.Variables[i].Type, i);
            }
        }

        return environment.Functions.Constants.TryGetValue(name, out var value) ? new Binding(CelType.TypeOf(value.Type), -1, value) : null;
    }
}
