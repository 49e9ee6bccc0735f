using Orchestrator.Cel.Checking;
using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Syntax;

/// <summary>A part of an expression. The checker writes into it what it finds out.</summary>
/// <param name="position">Where errors about it point to.</param>
internal abstract class Expr(int position)
{
    /// <summary>Where errors about it point to.</summary>
    public int Position => position;

    /// <summary>What it evaluates to.</summary>
    public CelType Type { get; set; } = CelType.Dyn;
}

/// <summary>A constant.</summary>
internal sealed class ConstExpr(int position, CelValue value) : Expr(position)
{
    public CelValue Value => value;
}

/// <summary>A name.</summary>
internal sealed class IdentExpr(int position, string name) : Expr(position)
{
    public string Name => name;

    /// <summary>What it names.</summary>
    public Binding Binding { get; set; }
}

/// <summary><c>operand.name</c>, <c>operand.?name</c>, or with <paramref name="test"/> <c>has(operand.name)</c>.</summary>
internal sealed class SelectExpr(int position, Expr operand, string name, bool test, bool optional) : Expr(position)
{
    public Expr Operand => operand;

    public string Field => name;

    public bool Test => test;

    public bool Optional => optional;

    /// <summary>What it names, when the whole of it is a name with dots.</summary>
    public Binding? Qualified { get; set; }
}

/// <summary>A call of a function, or an operator.</summary>
internal sealed class CallExpr(int position, string function, Expr? target, Expr[] arguments) : Expr(position)
{
    public string Function { get; set; } = function;

    /// <summary>What stands before the dot; null for a global function.</summary>
    public Expr? Target { get; set; } = target;

    public Expr[] Arguments => arguments;

    /// <summary>Those that the types of the arguments allow.</summary>
    public CelOverload[] Overloads { get; set; } = [];
}

/// <summary><c>[a, ?b]</c>.</summary>
internal sealed class ListExpr(int position, Expr[] elements, bool[] optional) : Expr(position)
{
    public Expr[] Elements => elements;

    /// <summary>Which of them are left out when they are empty; empty when none can be.</summary>
    public bool[] Optional => optional;
}

/// <summary><c>{k: v, ?k: v}</c>, or with a type's name before it a message.</summary>
internal sealed class MapExpr(int position, MapEntry[] entries) : Expr(position)
{
    public MapEntry[] Entries => entries;
}

/// <summary>An entry of a map.</summary>
internal readonly record struct MapEntry(Expr Key, Expr Value, bool Optional);

/// <summary><c>Type{field: value}</c>.</summary>
internal sealed class MessageExpr(int position, string name, MessageField[] fields) : Expr(position)
{
    public string Name => name;

    public MessageField[] Fields => fields;
}

/// <summary>A field of a message that an expression makes.</summary>
internal readonly record struct MessageField(int Position, string Name, Expr Value, bool Optional);

/// <summary>A macro that goes over a list or a map.</summary>
internal sealed class ComprehensionExpr(int position, ComprehensionKind kind, Expr range, string variable, string? second, Expr? where, Expr body) : Expr(position)
{
    public ComprehensionKind Kind => kind;

    public Expr Range => range;

    public string Variable => variable;

    public string? Second => second;

    /// <summary>Which items count, for macros that transform; null for all.</summary>
    public Expr? Where => where;

    public Expr Body => body;

    /// <summary>Where the variable stands at run time; the second is after it.</summary>
    public int Slot { get; set; }
}

/// <summary><c>cel.bind(variable, value, body)</c>; by <paramref name="kind"/> also <c>value.optMap(variable, body)</c> and <c>optFlatMap</c>.</summary>
internal sealed class BindExpr(int position, string variable, Expr value, Expr body, BindKind kind) : Expr(position)
{
    public string Variable => variable;

    public Expr Value => value;

    public Expr Body => body;

    public BindKind Kind => kind;

    public int Slot { get; set; }
}

/// <summary>How a value is given a name.</summary>
internal enum BindKind
{
    /// <summary><c>cel.bind</c>.</summary>
    Value,

    /// <summary><c>optMap</c>: what is in it, if anything is; the result is wrapped.</summary>
    OptionalMap,

    /// <summary><c>optFlatMap</c>: as optMap, but the body makes an optional itself.</summary>
    OptionalFlatMap,
}

/// <summary>What a macro makes of the items.</summary>
internal enum ComprehensionKind
{
    All,
    Exists,
    ExistsOne,
    Map,
    Filter,
    TransformList,
    TransformMap,
    TransformMapEntry,
}
