using Orchestrator.Cel.Syntax;

namespace Orchestrator.Cel.Checking;

/// <summary>Selections that may be names with dots.</summary>
internal static class QualifiedName
{
    /// <summary><c>a.b.c</c>; null when it is something else.</summary>
    public static string? Of(Expr expr) => expr switch
    {
        IdentExpr ident => ident.Name,
        SelectExpr { Test: false, Optional: false } select when Of(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };
}
