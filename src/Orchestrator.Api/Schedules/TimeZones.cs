namespace Orchestrator.Api.Schedules;

/// <summary>Names of time zones, as the IANA database has them.</summary>
public static class TimeZones
{
    /// <summary>What is wrong with a name; null when it is that of a zone.</summary>
    public static string? Problem(string zone)
    {
        if (zone.Length == 0)
        {
            return "timeZone must be nil or non-empty string";
        }

        if (zone.Equals("Local", StringComparison.OrdinalIgnoreCase))
        {
            return "timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones";
        }

        foreach (var part in zone.Split('/'))
        {
            if (part.Length == 0 || !(char.IsAsciiLetterOrDigit(part[0]) || part[0] == '_') || part.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-' or '_' or '+')))
            {
                return $"unknown time zone {zone}";
            }
        }

        return zone == "UTC" || TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? null : $"unknown time zone {zone}";
    }

    /// <summary>The zone of a name; null when there is none.</summary>
    public static TimeZoneInfo? Find(string zone) =>
        Problem(zone) is not null ? null : zone == "UTC" ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone);
}
