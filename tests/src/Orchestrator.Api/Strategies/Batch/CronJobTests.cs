using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Batch.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Batch;

public class CronJobTests : StrategyTest
{
    private const string Template = "\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}}}";

    private static readonly KindDescriptor Kind = Find("batch/v1", "CronJob");

    [Fact]
    public void Has_defaults()
    {
        var job = Job("\"schedule\":\"*/5 * * * *\"," + Template);
        Create(Kind, job).ShouldBeEmpty();
        (job.Spec.ConcurrencyPolicy, job.Spec.Suspend, job.Spec.SuccessfulJobsHistoryLimit, job.Spec.FailedJobsHistoryLimit).ShouldBe(("Allow", false, 3, 1));
    }

    [Theory]
    [InlineData("@hourly")]
    [InlineData("@every 1h30m")]
    [InlineData("0 0 1,15 JAN-jun 1-5")]
    [InlineData("0-30/10 2 * * ?")]
    public void Runs_by(string schedule) => Create(Kind, Job($"\"schedule\":\"{schedule}\",{Template}")).ShouldBeEmpty();

    [Theory]
    [InlineData("", "spec.schedule: Required value")]
    [InlineData("* * * *", "spec.schedule: Invalid value: \"* * * *\": expected exactly 5 fields, found 4: [* * * *]")]
    [InlineData("60 * * * *", "spec.schedule: Invalid value: \"60 * * * *\": end of range (60) above maximum (59): 60")]
    [InlineData("* * 0 * *", "spec.schedule: Invalid value: \"* * 0 * *\": beginning of range (0) below minimum (1): 0")]
    [InlineData("* * * x *", "spec.schedule: Invalid value: \"* * * x *\": failed to parse int from x: strconv.Atoi: parsing \"x\": invalid syntax")]
    [InlineData("*/0 * * * *", "spec.schedule: Invalid value: \"*/0 * * * *\": step of range should be a positive number: */0")]
    [InlineData("@often", "spec.schedule: Invalid value: \"@often\": unrecognized descriptor: @often")]
    [InlineData("TZ=UTC * * * * *", "spec.schedule: Invalid value: \"TZ=UTC * * * * *\": cannot use TZ or CRON_TZ in schedule, use timeZone field instead")]
    public void Does_not_run_by(string schedule, string error) => Create(Kind, Job($"\"schedule\":\"{schedule}\",{Template}")).ShouldBe([error]);

    [Theory]
    [InlineData("\"timeZone\":\"X/Y\"", "spec.timeZone: Invalid value: \"X/Y\": unknown time zone X/Y")]
    [InlineData("\"timeZone\":\"local\"", "spec.timeZone: Invalid value: \"local\": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones")]
    [InlineData("\"concurrencyPolicy\":\"X\"", "spec.concurrencyPolicy: Unsupported value: \"X\": supported values: \"Allow\", \"Forbid\", \"Replace\"")]
    [InlineData("\"startingDeadlineSeconds\":-1", "spec.startingDeadlineSeconds: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"failedJobsHistoryLimit\":-1", "spec.failedJobsHistoryLimit: Invalid value: -1: must be greater than or equal to 0")]
    public void Is_refused_for(string field, string error) => Create(Kind, Job("\"schedule\":\"@daily\"," + Template + "," + field)).ShouldBe([error]);

    [Fact]
    public void Leaves_room_for_the_names_of_its_jobs()
    {
        var job = Job("\"schedule\":\"@daily\"," + Template);
        job.Metadata.Name = new string('a', 53);
        Create(Kind, job).ShouldBe([$"metadata.name: Invalid value: \"{job.Metadata.Name}\": must be no more than 52 characters"]);
    }

    [Fact]
    public void Its_row()
    {
        var job = Job("\"schedule\":\"@daily\"," + Template);
        Create(Kind, job).ShouldBeEmpty();
        job.Status.LastScheduleTime = Now.AddMinutes(-5);
        var row = Row(Kind, job);
        (row["Schedule"], row["Timezone"], row["Suspend"], row["Active"], row["Last Schedule"], row["Selector"]).ShouldBe(("@daily", "<none>", "False", "0", "5m", "<none>"));
    }

    private static CronJob Job(string spec) => Decode<CronJob>("batch/v1", "CronJob", $$$"""{"metadata":{"name":"j","namespace":"d"},"spec":{ {{{spec}}} }}""");
}
