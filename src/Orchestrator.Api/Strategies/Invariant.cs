using System.Globalization;

namespace Orchestrator.Api.Strategies;

internal static class Invariant
{
    /// <summary>A number in decimal.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
