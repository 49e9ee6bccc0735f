using System.Text.RegularExpressions;
using Orchestrator.Cel.Functions;

namespace Orchestrator.Api.CustomResources.Schemas;

/// <summary>Patterns of schemas: regular expressions as Go writes them (see <see cref="Re2"/>).</summary>
internal static class GoPattern
{
    /// <summary>The expression, made at first use; null when it is malformed, which matches anything, as with a real server.</summary>
    public static Lazy<Regex?> Lazy(string pattern) => new(() => TryMake(pattern, out _));

    /// <summary>Makes the expression.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="problem">Why it is malformed.</param>
    public static Regex? TryMake(string pattern, out string problem)
    {
        var expression = Re2.TryGet(pattern, out var malformed);
        problem = expression is null ? $"must be a valid regular expression, but isn't: {malformed}" : "";
        return expression;
    }
}
