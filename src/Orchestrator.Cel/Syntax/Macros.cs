namespace Orchestrator.Cel.Syntax;

/// <summary>Calls that are no calls: their arguments are names and expressions, not values.</summary>
internal static class Macros
{
    /// <summary>What a call of this form stands for; null for a plain call.</summary>
    /// <exception cref="SyntaxException">It is a macro with arguments that it cannot take.</exception>
    public static (Expr? Expansion, Expr[] Arguments) Expand(int position, string name, Expr? target, Expr[] arguments) => (Make(position, name, target, arguments), arguments);

    private static Expr? Make(int position, string name, Expr? target, Expr[] args) => (target, name, args.Length) switch
    {
        (null, "has", 1) => Has(position, args[0]),
        (null, _, _) => null,
        (IdentExpr { Name: "cel" }, "bind", 3) => new BindExpr(position, Variable(args[0]), args[1], args[2], BindKind.Value),
        (_, "optMap", 2) => new BindExpr(position, Variable(args[0]), target, args[1], BindKind.OptionalMap),
        (_, "optFlatMap", 2) => new BindExpr(position, Variable(args[0]), target, args[1], BindKind.OptionalFlatMap),
        (_, "all", 2) => One(position, ComprehensionKind.All, target, args, null, 1),
        (_, "exists", 2) => One(position, ComprehensionKind.Exists, target, args, null, 1),
        (_, "exists_one" or "existsOne", 2) => One(position, ComprehensionKind.ExistsOne, target, args, null, 1),
        (_, "filter", 2) => One(position, ComprehensionKind.Filter, target, args, null, 1),
        (_, "map", 2) => One(position, ComprehensionKind.Map, target, args, null, 1),
        (_, "map", 3) => One(position, ComprehensionKind.Map, target, args, args[1], 2),
        (_, "all", 3) => Two(position, ComprehensionKind.All, target, args, null, 2),
        (_, "exists", 3) => Two(position, ComprehensionKind.Exists, target, args, null, 2),
        (_, "exists_one" or "existsOne", 3) => Two(position, ComprehensionKind.ExistsOne, target, args, null, 2),
        (_, "transformList", 3) => Two(position, ComprehensionKind.TransformList, target, args, null, 2),
        (_, "transformList", 4) => Two(position, ComprehensionKind.TransformList, target, args, args[2], 3),
        (_, "transformMap", 3) => Two(position, ComprehensionKind.TransformMap, target, args, null, 2),
        (_, "transformMap", 4) => Two(position, ComprehensionKind.TransformMap, target, args, args[2], 3),
        (_, "transformMapEntry", 3) => Two(position, ComprehensionKind.TransformMapEntry, target, args, null, 2),
        (_, "transformMapEntry", 4) => Two(position, ComprehensionKind.TransformMapEntry, target, args, args[2], 3),
        _ => null,
    };

    private static SelectExpr Has(int position, Expr argument) =>
        argument is SelectExpr { Test: false, Optional: false } select
            ? new SelectExpr(position, select.Operand, select.Field, true, false)
            : throw new SyntaxException(argument.Position, "invalid argument to has() macro");

    private static ComprehensionExpr One(int position, ComprehensionKind kind, Expr range, Expr[] args, Expr? where, int body) =>
        new(position, kind, range, Variable(args[0]), null, where, args[body]);

    private static ComprehensionExpr Two(int position, ComprehensionKind kind, Expr range, Expr[] args, Expr? where, int body)
    {
        var (first, second) = (Variable(args[0]), Variable(args[1]));
        return first == second
            ? throw new SyntaxException(args[1].Position, $"duplicate variable name: {second}")
            : new ComprehensionExpr(position, kind, range, first, second, where, args[body]);
    }

    private static string Variable(Expr argument) =>
        argument is IdentExpr { Name: var name } && !name.StartsWith('.') ? name : throw new SyntaxException(argument.Position, "argument must be a simple name");
}
