using FsCheck.Xunit;
using Orchestrator.Api.Schedules;

namespace Orchestrator.Api.Tests.Schedules;

public class CronScheduleTests
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"];

    [Theory]
    [InlineData("* * * * *", "2026-03-01T10:00:00Z", "2026-03-01T10:01:00Z")]
    [InlineData("* * * * *", "2026-03-01T09:59:59Z", "2026-03-01T10:00:00Z")]
    [InlineData("*/15 * * * *", "2026-03-01T10:46:00Z", "2026-03-01T11:00:00Z")]
    [InlineData("30 6-16/4 * * 1-5", "2026-02-27T14:30:00Z", "2026-03-02T06:30:00Z")]
    [InlineData("0 0 29 2 *", "2026-03-01T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("0 0 1 JAN *", "2026-03-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 12 13 * fri", "2026-03-01T00:00:00Z", "2026-03-06T12:00:00Z")]
    [InlineData("0 12 */2 * fri", "2026-03-02T00:00:00Z", "2026-03-03T12:00:00Z")]
    [InlineData("0 12 13 * *", "2026-03-01T00:00:00Z", "2026-03-13T12:00:00Z")]
    [InlineData("@hourly", "2026-03-01T10:20:00Z", "2026-03-01T11:00:00Z")]
    [InlineData("@weekly", "2026-03-02T10:20:00Z", "2026-03-08T00:00:00Z")]
    [InlineData("@every 90s", "2026-03-01T10:00:05.5Z", "2026-03-01T10:01:35Z")]
    [InlineData("TZ=Asia/Tokyo 0 9 * * *", "2026-03-01T01:00:00Z", "2026-03-02T00:00:00Z")]
    public void Comes_next(string text, string after, string next) => CronSchedule.Parse(text, TimeZoneInfo.Utc).Next(Time(after)).ShouldBe(Time(next));

    [Theory]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")] // 29 March has no half past two
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // 25 October has it twice
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z")]
    [InlineData("Europe/Berlin", "30 2 * * *", "2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z")]
    [InlineData("Europe/Berlin", "0 7 * * *", "2026-03-28T12:00:00Z", "2026-03-29T05:00:00Z")]
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T12:00:00Z", "2026-04-04T14:45:00Z")] // the clock goes back half an hour
    [InlineData("Australia/Lord_Howe", "45 1 * * *", "2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z")]
    [InlineData("Pacific/Apia", "0 12 30 12 *", "2011-12-01T00:00:00Z", "2012-12-29T22:00:00Z")] // Samoa had no 30 December 2011
    [InlineData("America/Sao_Paulo", "0 0 * * *", "2018-11-03T12:00:00Z", "2018-11-05T02:00:00Z")] // 4 November had no midnight
    public void Follows_the_clock_on_the_wall(string zone, string text, string after, string next) =>
        CronSchedule.Parse(text, TimeZoneInfo.FindSystemTimeZoneById(zone)).Next(Time(after)).ShouldBe(Time(next));

    [Fact]
    public void A_day_that_there_is_not_never_comes() => CronSchedule.Parse("0 0 30 2 *", TimeZoneInfo.Utc).Next(Time("2026-01-01T00:00:00Z")).ShouldBeNull();

    [Theory]
    [InlineData("0 0 * * 7", "end of range (7) above maximum (6): 7")]
    [InlineData("1-2-3 0 * * *", "too many hyphens: 1-2-3")]
    [InlineData("*/0 0 * * *", "step of range should be a positive number: */0")]
    [InlineData("0 0 * *", "expected exactly 5 fields, found 4: [0 0 * *]")]
    [InlineData("@every never", "failed to parse duration @every never: time: invalid duration \"never\"")]
    [InlineData("TZ=No/Where 0 0 * * *", "provided bad location No/Where: unknown time zone No/Where")]
    public void Is_refused(string text, string problem) => CronSchedule.Problem(text).ShouldBe(problem);

    /// <summary>The definition: a minute is a time of the schedule when each field allows what the clock on the wall shows.</summary>
    [Property(MaxTest = 60)]
    public bool Is_what_a_look_at_every_minute_finds(int seed)
    {
        var random = new Random(seed);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]);
        var fields = new[] { Field(random, 0, 59), Field(random, 0, 23), Field(random, 1, 31), Field(random, 1, 12), Field(random, 0, 6) };
        var schedule = CronSchedule.Parse(string.Join(' ', fields.Select(field => field.Text)), zone);
        var after = Start(random, zone);
        var until = after.AddDays(8);
        var expected = new List<DateTime>();
        for (var minute = new DateTime((after.Ticks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, DateTimeKind.Utc); minute <= until; minute = minute.AddMinutes(1))
        {
            if (Allows(fields, TimeZoneInfo.ConvertTimeFromUtc(minute, zone)))
            {
                expected.Add(minute);
            }
        }

        var time = after;
        foreach (var wanted in expected.Take(200))
        {
            if (schedule.Next(time) != wanted)
            {
                return false;
            }

            time = wanted;
        }

        return (expected.Count > 0 ? schedule.Latest(after, until) == expected[^1] : schedule.Latest(after, until) is null)
            && (expected.Count > 0 || schedule.Next(after) is not { } none || none > until);
    }

    [Property]
    public bool Intervals_follow_one_another(ushort seconds, ushort later)
    {
        var schedule = CronSchedule.Parse($"@every {seconds + 1}s", TimeZoneInfo.Utc);
        var start = Time("2026-03-01T00:00:00Z");
        var until = start.AddSeconds(later);
        DateTime? last = null;
        for (var time = schedule.Next(start); time <= until; time = schedule.Next(time.Value))
        {
            last = time;
        }

        return schedule.Latest(start, until) == last;
    }

    private static bool Allows((string Text, Func<int, bool> Allows, bool IsAll)[] fields, DateTime local)
    {
        var (day, weekday) = (fields[2].Allows(local.Day), fields[4].Allows((int)local.DayOfWeek));
        return fields[0].Allows(local.Minute) && fields[1].Allows(local.Hour) && fields[3].Allows(local.Month)
            && (fields[2].IsAll || fields[4].IsAll ? day && weekday : day || weekday);
    }

    private static (string Text, Func<int, bool> Allows, bool IsAll) Field(Random random, int minimum, int maximum)
    {
        var (a, b) = (random.Next(minimum, maximum + 1), random.Next(minimum, maximum + 1));
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        var step = random.Next(2, 8);
        return random.Next(7) switch
        {
            0 => ($"{low}", value => value == low, false),
            1 => ($"{low}-{high}", value => value >= low && value <= high, false),
            2 => ($"{low}-{high}/{step}", value => value >= low && value <= high && (value - low) % step == 0, false),
            3 => ($"*/{step}", value => (value - minimum) % step == 0, false),
            4 => ($"{low}/{step}", value => value >= low && (value - low) % step == 0, false),
            5 => ($"{low},{high}", value => value == low || value == high, false),
            _ => ("*", _ => true, true),
        };
    }

    /// <summary>Mostly near a change of the clock.</summary>
    private static DateTime Start(Random random, TimeZoneInfo zone)
    {
        var start = Time("2026-01-01T00:00:00Z").AddMinutes(random.Next(365 * 24 * 60)).AddSeconds(random.Next(60));
        for (var hour = 0; random.Next(100) > 0 && hour < 365 * 24; hour++)
        {
            var at = start.AddHours(hour);
            if (zone.GetUtcOffset(at) != zone.GetUtcOffset(at.AddHours(1)))
            {
                return at.AddHours(-random.Next(48));
            }
        }

        return start;
    }

    private static DateTime Time(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
