namespace Orchestrator.Api.Schedules;

/// <summary>
/// Five fields, meant in a time zone. A minute is a time of the schedule when the clock on the wall of that zone shows what the fields say: an hour that is skipped in spring
/// has none, one that comes twice in autumn has them twice.
/// </summary>
internal sealed class CalendarSchedule(CronValues minutes, CronValues hours, CronValues days, CronValues months, CronValues weekdays, TimeZoneInfo zone) : CronSchedule
{
    private const int YearsAhead = 5;

    /// <summary>A change of the clock that matters to a day is no further than this from its beginning or end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(3);

    /// <inheritdoc/>
    public override DateTime? Next(DateTime after)
    {
        var start = new DateTime(after.Ticks - (after.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        var day = TimeZoneInfo.ConvertTimeFromUtc(start, zone).Date;
        var last = day.Year + YearsAhead;
        while (day.Year <= last)
        {
            if (!months.Allows(day.Month))
            {
                day = new DateTime(day.Year, day.Month, 1).AddMonths(1);
                continue;
            }

            if (AllowsDay(day) && FirstOn(day, start) is { } found)
            {
                return found;
            }

            day = day.AddDays(1);
        }

        return null;
    }

    /// <inheritdoc/>
    public override DateTime? Latest(DateTime after, DateTime until)
    {
        if (Next(after) is not { } first || first > until)
        {
            return null;
        }

        // What comes next after x is in time exactly as long as x is before the last one.
        var (low, high) = (after, until);
        while (high - low > TimeSpan.FromMinutes(1))
        {
            var middle = low + ((high - low) / 2);
            if (Next(middle) <= until)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return Next(low);
    }

    /// <summary>When both fields of days restrict something, a day has to fit one of them; else both (<c>man 5 crontab</c>).</summary>
    private bool AllowsDay(DateTime day)
    {
        var (ofMonth, ofWeek) = (days.Allows(day.Day), weekdays.Allows((int)day.DayOfWeek));
        return days.IsAll || weekdays.IsAll ? ofMonth && ofWeek : ofMonth || ofWeek;
    }

    private DateTime? FirstOn(DateTime day, DateTime start)
    {
        var midnight = DateTime.SpecifyKind(day, DateTimeKind.Utc);
        var begin = midnight - zone.GetUtcOffset(midnight);
        var offset = zone.GetUtcOffset(begin - Margin);
        return offset == zone.GetUtcOffset(begin + TimeSpan.FromDays(1) + Margin)
            ? FirstOnPlainDay(midnight - offset, start)
            : FirstOnDayOfChange(day, begin - Margin, begin + TimeSpan.FromDays(1) + Margin, start);
    }

    private DateTime? FirstOnPlainDay(DateTime begin, DateTime start)
    {
        var from = start <= begin ? 0 : (int)Math.Min((start - begin).TotalMinutes, 24 * 60);
        for (var hour = from / 60; hour < 24; hour++)
        {
            if (!hours.Allows(hour))
            {
                continue;
            }

            for (var minute = hour == from / 60 ? from % 60 : minutes.First; minute < 60; minute++)
            {
                if (minutes.Allows(minute))
                {
                    return begin.AddMinutes((hour * 60) + minute);
                }
            }
        }

        return null;
    }

    /// <summary>On a day on which the clock changes every minute is looked at: there is nothing to get wrong.</summary>
    private DateTime? FirstOnDayOfChange(DateTime day, DateTime begin, DateTime end, DateTime start)
    {
        for (var minute = start > begin ? start : begin; minute < end; minute = minute.AddMinutes(1))
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(minute, zone);
            if (local.Date == day && hours.Allows(local.Hour) && minutes.Allows(local.Minute))
            {
                return minute;
            }
        }

        return null;
    }
}
