using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.CronJobs;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Tests.Controllers.Jobs;

namespace Orchestrator.Grains.Tests.Controllers.CronJobs;

public class CronJobControllerTests(JobFixture jobs) : IClassFixture<JobFixture>
{
    [Fact]
    public async Task Makes_a_job_at_each_time()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec =>
        {
            spec.TimeZone = "Asia/Kathmandu";
            spec.Schedule = "45 * * * *";
            spec.JobTemplate.Metadata = new ObjectMeta { Labels = new() { ["run"] = "hourly" }, Annotations = new() { ["note"] = "n" } };
        });
        (await jobs.Cluster.ExplainAsync("cronjob-controller", key)).Decision.ShouldStartWith("runs next at");
        var hour = await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Jobs(ns).Count == 1 && Status(key).Active?.Count == 1, "the hour has a job");
        var job = Jobs(ns)[0];
        job.Metadata.Name.ShouldBe($"tick-{(hour - DateTime.UnixEpoch).TotalMinutes}");
        job.Metadata.Annotations.ShouldBe(new Dictionary<string, string> { ["note"] = "n", [CronJobNames.ScheduledTimestamp] = $"{hour.AddMinutes(345):yyyy-MM-ddTHH:mm:ss}+05:45" }, ignoreOrder: true);
        job.Metadata.Labels!["run"].ShouldBe("hourly");
        job.Metadata.OwnerReferences.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Kind.ShouldBe("CronJob"), o => o.Controller.ShouldBe(true));
        var status = Status(key);
        status.LastScheduleTime.ShouldBe(hour);
        status.Active.ShouldNotBeNull().ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r.Uid.ShouldBe(job.Metadata.Uid), r => r.Kind.ShouldBe("Job"), r => r.ApiVersion.ShouldBe("batch/v1"));
        await jobs.UntilToldAsync(ns, "SuccessfulCreate", $"Created job {job.Metadata.Name}");

        await FinishAsync(ns);
        await jobs.Cluster.UntilAsync(() => Status(key) is { Active: null, LastSuccessfulTime: not null }, "its end is seen");
        await jobs.UntilToldAsync(ns, "SawCompletedJob", $"Saw completed job: {job.Metadata.Name}, condition: Complete");
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Jobs(ns).Count == 2, "the next hour has a job too");
    }

    [Fact]
    public async Task Waits_for_the_earlier_job_when_it_may_not_run_beside_it()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec => spec.ConcurrencyPolicy = "Forbid");
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Status(key).Active?.Count == 1, "the first runs");
        var second = await NextHourAsync(key);
        await jobs.UntilToldAsync(ns, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
        Jobs(ns).Count.ShouldBe(1);
        await FinishAsync(ns);
        await jobs.Cluster.UntilAsync(() => Jobs(ns).Count == 2 && Status(key).LastScheduleTime == second, "then the second runs, late");
    }

    [Fact]
    public async Task Replaces_the_earlier_job()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec => spec.ConcurrencyPolicy = "Replace");
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Status(key).Active?.Count == 1, "the first runs");
        var first = Jobs(ns)[0].Metadata.Name!;
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Jobs(ns) is [{ } only] && only.Metadata.Name != first && Status(key).Active is [{ } active] && active.Name == only.Metadata.Name, "only the second is there");
        await jobs.UntilToldAsync(ns, "SuccessfulDelete", $"Deleted job {first}");
    }

    [Fact]
    public async Task Many_missed_times_are_one_job_and_a_warning()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec => (spec.Schedule, spec.Suspend) = ("* * * * *", true));
        (await jobs.Cluster.ExplainAsync("cronjob-controller", key)).Decision.ShouldStartWith("is suspended");
        jobs.Advance(TimeSpan.FromHours(3));
        await jobs.Cluster.PatchAsync(key, "{'spec':{'suspend':false}}");
        await jobs.Cluster.UntilAsync(() => Status(key).LastScheduleTime is not null, "it goes on");
        (jobs.Now - Status(key).LastScheduleTime!.Value).ShouldBeLessThan(TimeSpan.FromMinutes(2));
        Jobs(ns).Count.ShouldBeLessThanOrEqualTo(2);
        await jobs.UntilToldAsync(ns, "TooManyMissedTimes", "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
    }

    [Fact]
    public async Task Too_late_is_not_at_all()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec => (spec.StartingDeadlineSeconds, spec.Suspend) = (100, true));
        await NextHourAsync(key);
        jobs.Advance(TimeSpan.FromSeconds(200));
        await jobs.Cluster.PatchAsync(key, "{'spec':{'suspend':false}}");
        (await jobs.Cluster.ExplainAsync("cronjob-controller", key)).Decision.ShouldNotBeEmpty();
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Jobs(ns).Count == 1, "the next hour has a job, the one before has none");
    }

    [Fact]
    public async Task Keeps_as_many_finished_jobs_as_it_should()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, spec => spec.SuccessfulJobsHistoryLimit = 1);
        string? last = null;
        for (var hour = 0; hour < 3; hour++)
        {
            await NextHourAsync(key);
            await jobs.Cluster.UntilAsync(() => Status(key).Active is [{ } one] && one.Name != last, "it runs");
            last = Status(key).Active![0].Name;
            await FinishAsync(ns);
        }

        await jobs.Cluster.UntilAsync(() => Jobs(ns) is [{ } kept] && kept.Metadata.Name == last, "the last one is kept");
    }

    [Fact]
    public async Task A_job_made_by_hand_is_no_run()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, _ => { });
        await MakeByHandAsync(key, "manual", new() { ["cronjob.kubernetes.io/instantiate"] = "manual" });
        await jobs.UntilToldAsync(ns, "UnexpectedJob", "Saw a job that the controller did not create or forgot: manual");
        Status(key).Active.ShouldBeNull();
    }

    [Fact]
    public async Task A_job_that_was_made_before_an_interruption_is_the_run()
    {
        var ns = await jobs.Cluster.NamespaceAsync();
        var key = await CreateAsync(ns, _ => { });
        var hour = Hour(jobs.Now).AddHours(1);
        await MakeByHandAsync(key, CronJobNames.JobOf("tick", hour), new() { [CronJobNames.ScheduledTimestamp] = "then" });
        await NextHourAsync(key);
        await jobs.Cluster.UntilAsync(() => Status(key) is { Active.Count: 1 } status && status.LastScheduleTime == hour, "it is taken for the run");
        Jobs(ns).Count.ShouldBe(1);
        jobs.Told(ns, "UnexpectedJob", $"Saw a job that the controller did not create or forgot: {CronJobNames.JobOf("tick", hour)}").ShouldBeFalse();
        await jobs.Cluster.Client.DeleteAsync(JobNames.Jobs.Key(ns, CronJobNames.JobOf("tick", hour)), new WriteOptions { PropagationPolicy = "Background" }, CancellationToken.None);
        await jobs.UntilToldAsync(ns, "MissingJob", $"Active job went missing: {CronJobNames.JobOf("tick", hour)}");
        await jobs.Cluster.UntilAsync(() => Status(key).Active is null, "it is off the list");
    }

    private async Task<ObjectKey> CreateAsync(string ns, Action<CronJobSpec> also)
    {
        var job = new CronJob { Metadata = new ObjectMeta { Name = "tick", Namespace = ns }, Spec = new CronJobSpec { Schedule = "0 * * * *", JobTemplate = new JobTemplateSpec { Spec = JobFixture.Spec() } } };
        also(job.Spec);
        await jobs.Cluster.Client.CreateAsync(job, CancellationToken.None);
        return CronJobNames.CronJobs.Key(ns, "tick");
    }

    private Task MakeByHandAsync(ObjectKey cronJob, string name, Dictionary<string, string> annotations)
    {
        var owner = jobs.Cluster.Replica.Get(cronJob)!.As<CronJob>();
        return jobs.Cluster.Client.CreateAsync(
            new Job
            {
                Metadata = new ObjectMeta { Name = name, Namespace = cronJob.Namespace, Annotations = annotations, OwnerReferences = [ControllerRefs.To(owner)] },
                Spec = JobFixture.Spec(),
            },
            CancellationToken.None);
    }

    private static DateTime Hour(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    /// <summary>Puts the clock a few seconds past the next full hour, and says which that is.</summary>
    private async Task<DateTime> NextHourAsync(ObjectKey key)
    {
        var hour = Hour(jobs.Now).AddHours(1);
        await jobs.AdvanceAsync(hour - jobs.Now + TimeSpan.FromSeconds(5), key);
        return hour;
    }

    private async Task FinishAsync(string ns)
    {
        await jobs.UntilActiveAsync(ns, 1);
        await jobs.EndAsync(jobs.Active(ns)[0]);
    }

    private List<Job> Jobs(string ns) => jobs.Cluster.All<Job>(JobNames.Jobs, ns);

    private CronJobStatus Status(ObjectKey key) => jobs.Cluster.Replica.Get(key)!.As<CronJob>().Status;
}
