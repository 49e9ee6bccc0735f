using Orchestrator.Cel.Checking;
using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;

namespace Orchestrator.Cel.Evaluation;

/// <summary>Makes a program of a checked expression.</summary>
internal static class ProgramMaker
{
    /// <summary>Makes it.</summary>
    public static Node Make(Expr expr) => expr switch
    {
        ConstExpr constant => new ConstNode(constant.Value),
        IdentExpr ident => Of(ident.Binding),
        SelectExpr { Qualified: { } binding } => Of(binding),
        SelectExpr select => new SelectNode(Make(select.Operand), select.Field, select.Test, select.Optional),
        CallExpr call => Call(call),
        ListExpr list => new ListNode(All(list.Elements), list.Optional),
        MapExpr map => new MapNode(
            All(map.Entries.Select(entry => entry.Key)), All(map.Entries.Select(entry => entry.Value)), [.. map.Entries.Select(entry => entry.Optional)]),
        MessageExpr message => new MessageNode(
            (CelObjectType)message.Type,
            [.. message.Fields.Select(field => field.Name)],
            All(message.Fields.Select(field => field.Value)),
            [.. message.Fields.Select(field => field.Optional)]),
        ComprehensionExpr comprehension => Comprehension(comprehension),
        BindExpr { Kind: BindKind.Value } bind => new BindNode(bind.Slot, Make(bind.Value), Make(bind.Body)),
        BindExpr bind => new OptionalBindNode(bind.Slot, Make(bind.Value), Make(bind.Body), bind.Kind == BindKind.OptionalMap),
        _ => throw new InvalidOperationException(),
    };

    private static Node Of(Binding binding) => binding.Slot < 0 ? new ConstNode(binding.Constant) : new SlotNode(binding.Slot);

    private static Node[] All(IEnumerable<Expr> expressions) => [.. expressions.Select(Make)];

    private static Node Call(CallExpr call)
    {
        var arguments = All(call.Target is null ? call.Arguments : call.Arguments.Prepend(call.Target));
        return call.Function switch
        {
            Operators.And => new LogicNode(arguments[0], arguments[1], false),
            Operators.Or => new LogicNode(arguments[0], arguments[1], true),
            Operators.Conditional => new ConditionalNode(arguments[0], arguments[1], arguments[2]),
            Operators.Index => new IndexNode(arguments[0], arguments[1], false),
            Operators.OptionalIndex => new IndexNode(arguments[0], arguments[1], true),
            _ => arguments switch
            {
                [var one] => new Call1Node(call.Overloads, one),
                [var first, var second] => new Call2Node(call.Overloads, first, second),
                _ => new CallNode(call.Overloads, arguments),
            },
        };
    }

    private static Node Comprehension(ComprehensionExpr expr)
    {
        var (range, body, two) = (Make(expr.Range), Make(expr.Body), expr.Second is not null);
        var where = expr.Where is null ? null : Make(expr.Where);
        return expr.Kind switch
        {
            ComprehensionKind.All => new QuantifierNode(range, expr.Slot, two, body, false),
            ComprehensionKind.Exists => new QuantifierNode(range, expr.Slot, two, body, true),
            ComprehensionKind.ExistsOne => new ExistsOneNode(range, expr.Slot, two, body),
            ComprehensionKind.Filter => new ListComprehensionNode(range, expr.Slot, two, body, null),
            ComprehensionKind.Map or ComprehensionKind.TransformList => new ListComprehensionNode(range, expr.Slot, two, where, body),
            ComprehensionKind.TransformMap => new MapComprehensionNode(range, expr.Slot, where, body, false),
            _ => new MapComprehensionNode(range, expr.Slot, where, body, true),
        };
    }
}
