using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Checking;

/// <summary>The types of macros over lists. Errors name the operators that the macros stand for, as cel-go's do.</summary>
internal static class ComprehensionTypes
{
    /// <summary>The type of the whole.</summary>
    /// <param name="expr">The macro.</param>
    /// <param name="item">The type of its variable.</param>
    /// <param name="body">The type of its body.</param>
    /// <param name="checker">Where errors go.</param>
    public static CelType Result(ComprehensionExpr expr, CelType item, CelType body, Checker checker)
    {
        switch (expr.Kind)
        {
            case ComprehensionKind.All:
                return checker.Fits(CelType.Bool, body) ? CelType.Bool : checker.NoOverload(expr.Position, Operators.And, false, [CelType.Bool, body]);
            case ComprehensionKind.Exists:
                return checker.Fits(CelType.Bool, body) ? CelType.Bool : checker.NoOverload(expr.Position, Operators.Or, false, [CelType.Bool, body]);
            case ComprehensionKind.ExistsOne:
                Condition(expr, body, CelType.Int, checker);
                return CelType.Bool;
            case ComprehensionKind.Filter:
                Condition(expr, body, CelType.List(item), checker);
                return CelType.List(item);
            case ComprehensionKind.Map or ComprehensionKind.TransformList:
                return CelType.List(body);
            case ComprehensionKind.TransformMap:
                return CelType.Map(item, body);
            default:
                return body.Kind is CelTypeKind.Map ? body : CelType.Map(CelType.Dyn, CelType.Dyn);
        }
    }

    /// <summary>Says so when what decides is no bool.</summary>
    public static void Condition(ComprehensionExpr expr, CelType condition, CelType branches, Checker checker)
    {
        if (!checker.Fits(CelType.Bool, condition))
        {
            checker.NoOverload(expr.Position, Operators.Conditional, false, [condition, branches, branches]);
        }
    }
}
