using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Checking;

/// <summary>Literals that can only fail when they are evaluated are errors at once: patterns, durations, timestamps.</summary>
internal static class LiteralRules
{
    /// <summary>Checks a call's literal.</summary>
    public static void Check(CallExpr call, List<CelIssue> issues)
    {
        if (call.Arguments is not [.., ConstExpr { Value: { Kind: CelKind.String, String: var text } } literal])
        {
            return;
        }

        var valid = call.Function switch
        {
            "matches" => Re2.TryGet(text, out _) is not null,
            "duration" when call.Arguments.Length == 1 => Durations.Parse(text) is not null,
            "timestamp" when call.Arguments.Length == 1 => Timestamps.Parse(text) is not null,
            _ => true,
        };
        if (!valid)
        {
            issues.Add(new CelIssue(literal.Position, $"invalid {call.Function} argument"));
        }
    }
}
