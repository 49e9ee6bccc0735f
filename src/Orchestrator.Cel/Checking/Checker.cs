using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Checking;

/// <summary>Finds the type of each part of an expression, what its names stand for, and which functions its calls may mean.</summary>
internal sealed class Checker(CelEnvironment environment, List<CelIssue> issues)
{
    private readonly Unifier _unifier = new();
    private readonly Scopes _scopes = new(environment);

    /// <summary>Places for values that evaluation needs.</summary>
    public int Size => _scopes.Size;

    /// <summary>Checks all of it; returns its type.</summary>
    public CelType Check(Expr expr)
    {
        Visit(expr);
        return _unifier.Resolve(expr.Type, openIsDyn: true);
    }

    private CelType Visit(Expr expr) => expr.Type = expr switch
    {
        ConstExpr constant => TypeOf(constant.Value),
        IdentExpr ident => Ident(ident),
        SelectExpr select => Select(select),
        CallExpr call => Call(call),
        ListExpr list => List(list, mixed: false),
        MapExpr map => Map(map),
        MessageExpr message => Message(message),
        ComprehensionExpr comprehension => Comprehension(comprehension),
        BindExpr bind => Bind(bind),
        _ => throw new InvalidOperationException(),
    };

    private static CelType TypeOf(CelValue value) => value.Kind switch
    {
        CelKind.Bool => CelType.Bool,
        CelKind.Int => CelType.Int,
        CelKind.Uint => CelType.Uint,
        CelKind.Double => CelType.Double,
        CelKind.String => CelType.String,
        CelKind.Bytes => CelType.Bytes,
        _ => CelType.Null,
    };

    private CelType Ident(IdentExpr ident)
    {
        if (_scopes.Find(ident.Name) is { } binding)
        {
            ident.Binding = binding;
            return binding.Type;
        }

        return Undeclared(ident.Position, ident.Name);
    }

    private CelType Select(SelectExpr select)
    {
        if (!select.Optional && QualifiedName.Of(select) is { } name && name.Contains('.', StringComparison.Ordinal) && _scopes.Find(name) is { } binding)
        {
            select.Qualified = binding;
            return select.Test ? CelType.Bool : binding.Type;
        }

        var operand = _unifier.Resolve(Visit(select.Operand), openIsDyn: false);
        var optional = select.Optional || OptionalOf(operand) is not null;
        var type = FieldOf(OptionalOf(operand) ?? operand, select);
        return select.Test ? CelType.Bool : type.Kind == CelTypeKind.Error || !optional ? type : CelType.Optional(type);
    }

    private CelType FieldOf(CelType type, SelectExpr select)
    {
        switch (type.Kind)
        {
            case CelTypeKind.Dyn or CelTypeKind.Error:
                return CelType.Dyn;
            case CelTypeKind.Parameter:
                _unifier.Fits(type, CelType.Dyn);
                return CelType.Dyn;
            case CelTypeKind.Map:
                return type.Parameters[1];
            case CelTypeKind.Object:
                return type.Field(select.Field) ?? Report(select.Position, $"undefined field '{select.Field}'");
            default:
                return Report(select.Position, $"type '{type}' does not support field selection");
        }
    }

    private CelType Call(CallExpr call)
    {
        // A function may have dots in its name: then what looks like the target is the beginning of the name.
        if (call.Target is { } target && QualifiedName.Of(target) is { } prefix && environment.Functions.Find($"{prefix}.{call.Function}") is not null)
        {
            call.Function = $"{prefix}.{call.Function}";
            call.Target = null;
        }

        var arguments = new List<CelType>();
        if (call.Target is not null)
        {
            arguments.Add(Visit(call.Target));
        }

        foreach (var argument in call.Arguments)
        {
            arguments.Add(call.Function == "format" && argument is ListExpr list ? list.Type = List(list, mixed: true) : Visit(argument));
        }

        if (environment.Functions.Find(call.Function.TrimStart('.')) is not { } overloads)
        {
            return Undeclared(call.Position, call.Function);
        }

        LiteralRules.Check(call, issues);
        return Choose(call, overloads, arguments);
    }

    private CelType Choose(CallExpr call, IReadOnlyList<CelOverload> overloads, List<CelType> arguments)
    {
        var member = call.Target is not null;
        var fitting = new List<CelOverload>();
        CelType? result = null;
        foreach (var overload in overloads)
        {
            if (overload.Member != member || overload.Parameters.Count != arguments.Count)
            {
                continue;
            }

            var names = new Dictionary<string, CelType>(StringComparer.Ordinal);
            if (_unifier.Fit([.. overload.Parameters.Select(p => _unifier.Instantiate(p, names))], arguments))
            {
                fitting.Add(overload);
                var type = _unifier.Resolve(_unifier.Instantiate(overload.Result, names), openIsDyn: false);
                result = result is null || result.Equals(type) ? type : CelType.Dyn;
            }
        }

        call.Overloads = [.. fitting];
        return result ?? NoOverload(call.Position, call.Function, member, arguments);
    }

    /// <param name="list">The list.</param>
    /// <param name="mixed">Whether its items may be of different types, as those that a text is formatted with.</param>
    private CelType List(ListExpr list, bool mixed)
    {
        CelType? common = null;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var type = Visit(list.Elements[i]);
            if (list.Optional.Length > 0 && list.Optional[i])
            {
                type = Unwrap(type, list.Elements[i].Position);
            }

            common = Common(common, type, list.Elements[i].Position, mixed);
        }

        return CelType.List(common ?? _unifier.Fresh());
    }

    private CelType Map(MapExpr map)
    {
        CelType? keys = null;
        CelType? values = null;
        foreach (var entry in map.Entries)
        {
            keys = Common(keys, Visit(entry.Key), entry.Key.Position);
            var value = Visit(entry.Value);
            values = Common(values, entry.Optional ? Unwrap(value, entry.Value.Position) : value, entry.Value.Position);
        }

        return CelType.Map(keys ?? _unifier.Fresh(), values ?? _unifier.Fresh());
    }

    private CelType Message(MessageExpr message)
    {
        if (environment.FindType(message.Name) is not { } type)
        {
            foreach (var field in message.Fields)
            {
                Visit(field.Value);
            }

            return Undeclared(message.Position, message.Name);
        }

        foreach (var field in message.Fields)
        {
            var actual = Visit(field.Value);
            actual = field.Optional ? Unwrap(actual, field.Value.Position) : actual;
            if (type.Field(field.Name) is not { } expected)
            {
                Report(field.Position, $"undefined field '{field.Name}'");
            }
            else if (!_unifier.Fits(expected, actual))
            {
                Report(field.Position, $"expected type of field '{field.Name}' is '{expected}' but provided type is '{_unifier.Resolve(actual, true)}'");
            }
        }

        return type;
    }

    private CelType Comprehension(ComprehensionExpr expr)
    {
        var range = _unifier.Resolve(Visit(expr.Range), openIsDyn: false);
        var (first, second) = Items(range, expr);
        expr.Slot = _scopes.Enter(expr.Variable, first);
        _scopes.Enter(expr.Second ?? "", second);
        var where = expr.Where is null ? null : Visit(expr.Where);
        var body = Visit(expr.Body);
        _scopes.Leave();
        _scopes.Leave();
        if (where is not null)
        {
            ComprehensionTypes.Condition(expr, where, CelType.List(body), this);
        }

        return ComprehensionTypes.Result(expr, first, body, this);
    }

    private (CelType First, CelType Second) Items(CelType range, ComprehensionExpr expr)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return expr.Second is null ? (range.Parameters[0], CelType.Dyn) : (CelType.Int, range.Parameters[0]);
            case CelTypeKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter:
                return (CelType.Dyn, CelType.Dyn);
            default:
                Report(expr.Range.Position, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private CelType Bind(BindExpr bind)
    {
        var value = _unifier.Resolve(Visit(bind.Value), openIsDyn: false);
        if (bind.Kind != BindKind.Value)
        {
            value = Unwrap(value, bind.Value.Position);
        }

        bind.Slot = _scopes.Enter(bind.Variable, value);
        var body = Visit(bind.Body);
        _scopes.Leave();
        return bind.Kind == BindKind.OptionalMap ? CelType.Optional(body) : body;
    }

    /// <summary>Whether a type fits.</summary>
    internal bool Fits(CelType expected, CelType actual) => _unifier.Fits(expected, actual);

    /// <summary>Says that no function of the name takes these types.</summary>
    internal CelType NoOverload(int position, string function, bool member, IReadOnlyList<CelType> arguments)
    {
        var shown = arguments.Select(type => _unifier.Resolve(type, openIsDyn: true).ToString()).ToList();
        if (arguments.Any(type => type.Kind == CelTypeKind.Error))
        {
            return CelType.Error;
        }

        var signature = member ? $"{shown[0]}.({string.Join(", ", shown.Skip(1))})" : $"({string.Join(", ", shown)})";
        return Report(position, $"found no matching overload for '{function}' applied to '{signature}'");
    }

    private static CelType? OptionalOf(CelType type) => type is { Kind: CelTypeKind.Opaque, Name: "optional_type" } ? type.Parameters[0] : null;

    private CelType Unwrap(CelType type, int position)
    {
        var resolved = _unifier.Resolve(type, openIsDyn: false);
        return OptionalOf(resolved) ?? (resolved.IsDyn ? CelType.Dyn : Report(position, $"expected type 'optional_type(dyn)' but found '{resolved}'"));
    }

    /// <summary>The type that items share. Kubernetes refuses literals whose items have none.</summary>
    private CelType Common(CelType? known, CelType type, int position, bool mixed = false)
    {
        if (known is null || known.IsDyn)
        {
            return known ?? type;
        }

        if (_unifier.Fits(known, type))
        {
            return type.IsDyn ? type : known;
        }

        if (environment.HomogeneousLiterals && !mixed)
        {
            Report(position, $"expected type '{_unifier.Resolve(known, true)}' but found '{_unifier.Resolve(type, true)}'");
        }

        return CelType.Dyn;
    }

    private CelType Undeclared(int position, string name) => Report(position, $"undeclared reference to '{name}' (in container '')");

    private CelType Report(int position, string message)
    {
        issues.Add(new CelIssue(position, message));
        return CelType.Error;
    }
}
