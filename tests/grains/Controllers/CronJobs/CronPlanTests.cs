using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Schedules;
using Orchestrator.Grains.Controllers.CronJobs;

namespace Orchestrator.Grains.Tests.Controllers.CronJobs;

/// <summary>What a schedule asks for, by its definition: the last time that has come since the last run and is not older than the starting deadline.</summary>
public class CronPlanTests
{
    private static readonly string[] Schedules = ["* * * * *", "*/7 * * * *", "30 2 * * *", "0 0 * * 1", "@every 90s", "15 1,2,3 * * *"];
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"];
    private static readonly DateTime Winter = new(2026, 1, 10, 11, 12, 13, DateTimeKind.Utc);

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void More_than_a_hundred_missed_times_are_many(int minutes, bool many)
    {
        var plan = CronPlan.Of(Job(Winter), CronSchedule.Parse("@every 1m", TimeZoneInfo.Utc), Winter.AddMinutes(minutes));
        plan.ShouldBe(new CronPlan(Winter.AddMinutes(minutes), Winter.AddMinutes(minutes + 1), many));
    }

    [Fact]
    public void A_starting_deadline_leaves_few_to_count()
    {
        var plan = CronPlan.Of(Job(Winter, deadline: 200), CronSchedule.Parse("@every 1m", TimeZoneInfo.Utc), Winter.AddDays(3));
        plan.MissedMany.ShouldBeFalse();
        plan.Due.ShouldNotBeNull().ShouldBeGreaterThan(Winter.AddDays(3).AddSeconds(-200));
    }

    [Fact]
    public void Another_time_zone_counts_from_the_last_run_on()
    {
        // It ran at seven in Berlin. In New York seven comes six hours later, the same day.
        var ran = new DateTime(2026, 1, 10, 6, 0, 0, DateTimeKind.Utc);
        var newYork = CronSchedule.Parse("0 7 * * *", TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        CronPlan.Of(Job(ran), newYork, ran.AddHours(1)).ShouldBe(new CronPlan(null, ran.AddHours(6), false));
        CronPlan.Of(Job(ran), newYork, ran.AddHours(6)).ShouldBe(new CronPlan(ran.AddHours(6), ran.AddHours(30), false));
    }

    [Fact]
    public void An_hour_that_is_skipped_has_no_run_and_one_that_comes_twice_has_two()
    {
        var berlin = CronSchedule.Parse("30 2 * * *", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var spring = new DateTime(2026, 3, 28, 1, 30, 0, DateTimeKind.Utc);
        CronPlan.Of(Job(spring), berlin, spring.AddHours(30)).ShouldBe(new CronPlan(null, new DateTime(2026, 3, 30, 0, 30, 0, DateTimeKind.Utc), false));
        var autumn = new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc);
        CronPlan.Of(Job(autumn), berlin, autumn.AddMinutes(61)).Due.ShouldBe(autumn.AddHours(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void It_is_what_a_look_at_every_time_finds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var text = Schedules[random.Next(Schedules.Length)];
            var schedule = CronSchedule.Parse(text, TimeZoneInfo.FindSystemTimeZoneById(Zones[random.Next(Zones.Length)]));
            var since = Winter.AddSeconds(random.Next(365 * 24 * 3600));
            var now = since.AddSeconds(random.Next(2) == 0 ? random.Next(600) : random.Next(30 * 3600));
            int? deadline = random.Next(2) == 0 ? null : random.Next(1, 7200);
            var plan = CronPlan.Of(Job(since, deadline), schedule, now);
            var from = deadline is { } seconds && now.AddSeconds(-seconds) > since ? now.AddSeconds(-seconds) : since;
            var times = new List<DateTime>();
            for (var time = schedule.Next(from); time <= now; time = schedule.Next(time.Value))
            {
                times.Add(time.Value);
            }

            plan.MissedMany.ShouldBe(times.Count > 100);
            plan.Next.ShouldNotBeNull().ShouldBeGreaterThan(now);
            if (!text.StartsWith("@every", StringComparison.Ordinal))
            {
                plan.Due.ShouldBe(times.Count == 0 ? null : times[^1]);
                plan.Next.ShouldBe(schedule.Next(now));
            }
        }
    }

    private static CronJob Job(DateTime lastRun, int? deadline = null) => new()
    {
        Metadata = new ObjectMeta { CreationTimestamp = Winter.AddYears(-1) },
        Spec = new CronJobSpec { StartingDeadlineSeconds = deadline },
        Status = new CronJobStatus { LastScheduleTime = lastRun },
    };
}
