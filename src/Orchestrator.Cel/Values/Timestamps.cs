using System.Globalization;

namespace Orchestrator.Cel.Values;

/// <summary>Moments as text (RFC 3339), and in the calendar of a time zone.</summary>
internal static class Timestamps
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads RFC 3339; null when it is none.</summary>
    public static CelValue? Parse(string text)
    {
        // Billionths, of which .NET keeps hundreds: what is finer is read apart.
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var nanos = 0;
        var seconds = text;
        if (point > 0)
        {
            var end = point + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end - point - 1 is 0 || !int.TryParse(text[(point + 1)..Math.Min(end, point + 10)].PadRight(9, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out nanos))
            {
                return null;
            }

            seconds = text[..point] + text[end..];
        }

        return (seconds.EndsWith('Z') || seconds.LastIndexOfAny(['+', '-']) > 10)
            && DateTimeOffset.TryParseExact(seconds, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? CelValue.Timestamp(moment.ToUnixTimeSeconds(), nanos)
            : null;
    }

    /// <summary>RFC 3339, UTC, with as many digits of the fraction as there are.</summary>
    public static string Format(CelValue timestamp)
    {
        var text = DateTime.UnixEpoch.AddSeconds(timestamp.Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return timestamp.Nanos == 0 ? text + "Z" : $"{text}.{timestamp.Nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }

    /// <summary>In the calendar of a time zone: a name of the IANA database or an offset such as <c>-05:30</c>; null when it is neither.</summary>
    public static DateTime? In(CelValue timestamp, string zone)
    {
        var utc = DateTime.UnixEpoch.AddSeconds(timestamp.Seconds);
        if (zone.Length == 0 || zone == "UTC")
        {
            return utc;
        }

        if (zone.Contains(':', StringComparison.Ordinal))
        {
            var sign = zone[0] == '-' ? -1 : 1;
            var parts = zone.TrimStart('-', '+').Split(':');
            return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
                ? utc.AddMinutes(sign * ((hours * 60) + minutes))
                : null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? utc + found.GetUtcOffset(utc) : null;
    }
}
