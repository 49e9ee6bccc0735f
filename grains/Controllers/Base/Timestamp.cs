using System.Globalization;

namespace Orchestrator.Grains.Controllers;

/// <summary>Times as the API writes them: RFC 3339, whole seconds, UTC.</summary>
internal static class Timestamp
{
    /// <summary>The text of a time.</summary>
    public static string Of(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time without its fraction, as it comes back from the API.</summary>
    public static DateTime Seconds(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
