using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Batch.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Batch;

public class JobTests : StrategyTest
{
    private const string Template = "\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}";

    private static readonly KindDescriptor Kind = Find("batch/v1", "Job");

    [Fact]
    public void Has_defaults_and_selects_its_pods_by_its_uid()
    {
        var job = Created(Template);
        (job.Spec.Completions, job.Spec.Parallelism, job.Spec.BackoffLimit, job.Spec.CompletionMode).ShouldBe((1, 1, 6, "NonIndexed"));
        (job.Spec.Suspend, job.Spec.ManualSelector, job.Spec.PodReplacementPolicy, job.Metadata.Generation).ShouldBe((false, false, "TerminatingOrFailed", 1L));
        job.Spec.Selector!.MatchLabels.ShouldBe(new Dictionary<string, string> { ["batch.kubernetes.io/controller-uid"] = "u" });
        job.Spec.Template.Metadata.Labels.ShouldBe(
            new Dictionary<string, string> { ["batch.kubernetes.io/controller-uid"] = "u", ["batch.kubernetes.io/job-name"] = "j", ["controller-uid"] = "u", ["job-name"] = "j" },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("\"template\":{\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i\"}]}}", "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\"")]
    [InlineData(Template + ""","parallelism":-1""", "spec.parallelism: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData(Template + ",\"completionMode\":\"X\"", "spec.completionMode: Unsupported value: \"X\": supported values: \"Indexed\", \"NonIndexed\"")]
    [InlineData(Template + ""","completionMode":"Indexed","parallelism":1""", "spec.completions: Required value: when completion mode is Indexed")]
    [InlineData(Template + ""","completionMode":"Indexed","completions":1,"parallelism":100001""", "spec.parallelism: Invalid value: 100001: must be less than or equal to 100000 when completion mode is Indexed")]
    [InlineData(Template + ""","backoffLimitPerIndex":1""", "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode")]
    [InlineData(Template + ""","completionMode":"Indexed","completions":2,"maxFailedIndexes":1""", "spec.backoffLimitPerIndex: Required value: when maxFailedIndexes is specified")]
    [InlineData(Template + ",\"managedBy\":\"me\"", "spec.managedBy: Invalid value: \"me\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    [InlineData(Template + ""","selector":{"matchLabels":{"a":"b"}},"manualSelector":true""", "spec.template.metadata.labels: Invalid value: \"null\": `selector` does not match template `labels`")]
    [InlineData(Template + ""","selector":{"matchLabels":{"a":"b"}}""", "spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\",\"batch.kubernetes.io/controller-uid\":\"u\"}}: `selector` not auto-generated|spec.template.metadata.labels: Invalid value: {\"batch.kubernetes.io/controller-uid\":\"u\",\"batch.kubernetes.io/job-name\":\"j\",\"controller-uid\":\"u\",\"job-name\":\"j\"}: `selector` does not match template `labels`")]
    [InlineData(Template + ""","manualSelector":true""", "spec.selector: Required value")]
    [InlineData(Template + ""","successPolicy":{"rules":[]}""", "spec.successPolicy: Invalid value: {\"rules\":[]}: requires indexed completion mode")]
    [InlineData(Template + ""","completionMode":"Indexed","completions":3,"successPolicy":{"rules":[{"succeededIndexes":"0,5"}]}""", "spec.successPolicy.rules[0].succeededIndexes: Invalid value: \"0,5\": error parsing succeededIndexes: too large index: \"5\"")]
    [InlineData(Template + ""","completionMode":"Indexed","completions":3,"successPolicy":{"rules":[{"succeededIndexes":"0-1","succeededCount":3}]}""", "spec.successPolicy.rules[0].succeededCount: Invalid value: 3: must be less than or equal to 2 (the number of indexes in the specified succeededIndexes field)")]
    [InlineData(Template + ""","podFailurePolicy":{"rules":[{"action":"FailJob"}]}""", "spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required")]
    [InlineData(Template + ""","podFailurePolicy":{"rules":[{"action":"FailIndex","onPodConditions":[{"type":"DisruptionTarget"}]}]}""", "spec.podFailurePolicy.rules[0].action: Invalid value: \"FailIndex\": requires the backoffLimitPerIndex to be set")]
    [InlineData(Template + ""","podFailurePolicy":{"rules":[{"action":"Ignore","onExitCodes":{"operator":"In","values":[3,2,2]}}]}""", "spec.podFailurePolicy.rules[0].onExitCodes.values[2]: Duplicate value: 2|spec.podFailurePolicy.rules[0].onExitCodes.values: Invalid value: [3,2,2]: must be ordered")]
    [InlineData(Template + ""","podFailurePolicy":{"rules":[{"action":"Ignore","onExitCodes":{"containerName":"x","operator":"NotIn","values":[0]}}]}""", "spec.podFailurePolicy.rules[0].onExitCodes.containerName: Invalid value: \"x\": must be one of the container or initContainer names in the pod template")]
    [InlineData(Template + ",\"podFailurePolicy\":{\"rules\":[]},\"podReplacementPolicy\":\"TerminatingOrFailed\"", "spec.podReplacementPolicy: Unsupported value: \"TerminatingOrFailed\": supported values: \"Failed\"")]
    public void Is_refused_for(string spec, string errors) => Create(Kind, Job(spec)).ShouldBe(errors.Split('|'));

    [Fact]
    public void A_name_that_leaves_no_room_for_the_index_is_refused()
    {
        var name = new string('j', 61);
        var job = Job(Template + ""","completionMode":"Indexed","completions":11""");
        job.Metadata.Name = name;
        Create(Kind, job).ShouldBe([$"metadata.name: Invalid value: \"{name}\": will not able to create pod with invalid DNS label: {name}-10"]);
    }

    [Theory]
    [InlineData("", ""","completions":2""", "spec.completions: Invalid value: 2: field is immutable")]
    [InlineData(""","completionMode":"Indexed","completions":2,"parallelism":2""", ""","completionMode":"Indexed","completions":3,"parallelism":3""", "")]
    [InlineData(""","completionMode":"Indexed","completions":2,"parallelism":2""", ""","completionMode":"Indexed","completions":3,"parallelism":2""", "spec.completions: Invalid value: 3: can only be modified in tandem with spec.parallelism")]
    [InlineData("", ""","parallelism":3,"completions":1,"suspend":true,"ttlSecondsAfterFinished":5,"backoffLimit":1""", "")]
    [InlineData("", ",\"managedBy\":\"a.b/c\"", "spec.managedBy: Invalid value: \"a.b/c\": field is immutable")]
    public void Changes_only_so_far(string before, string after, string error)
    {
        var old = Created(Template + before);
        var job = Changed(Template + after, old);
        Update(Kind, job, old).ShouldBe(error.Length == 0 ? [] : [error]);
    }

    [Fact]
    public void Before_it_runs_it_may_be_told_where_to_run()
    {
        var old = Created(Template + ""","suspend":true""");
        var job = Changed(Template + ""","suspend":true""", old);
        job.Spec.Template.Spec.NodeSelector = new() { ["a"] = "b" };
        Update(Kind, job, old).ShouldBeEmpty();
        old.Status.StartTime = Now;
        Update(Kind, job, old).Single().ShouldEndWith(": field is immutable");
    }

    [Theory]
    [InlineData("{}", "Running", "0/1", "")]
    [InlineData("""{"succeeded":1,"startTime":"2026-01-01T11:59:00Z","completionTime":"2026-01-01T11:59:30Z","conditions":[{"type":"Complete","status":"True"}]}""", "Complete", "1/1", "30s")]
    [InlineData("""{"startTime":"2026-01-01T11:59:00Z","conditions":[{"type":"Failed","status":"True"}]}""", "Failed", "0/1", "60s")]
    [InlineData("""{"conditions":[{"type":"Suspended","status":"True"}]}""", "Suspended", "0/1", "")]
    public void Its_row(string status, string state, string completions, string duration)
    {
        var job = Created(Template);
        job.Status = Decode<Job>("batch/v1", "Job", $$"""{"status":{{status}}}""").Status;
        var row = Row(Kind, job);
        (row["Status"], row["Completions"], row["Duration"]).ShouldBe((state, completions, duration));
        Kind.Strategy!.SelectableFields["status.successful"](job).ShouldBe(completions[..1]);
    }

    private static Job Created(string spec)
    {
        var job = Job(spec);
        Create(Kind, job).ShouldBeEmpty();
        return job;
    }

    private static Job Changed(string spec, Job old)
    {
        var job = Job(spec);
        job.Spec.Selector = old.Spec.Selector;
        job.Spec.Template.Metadata.Labels = old.Spec.Template.Metadata.Labels;
        return job;
    }

    private static Job Job(string spec) => Decode<Job>("batch/v1", "Job", $$$"""{"metadata":{"name":"j","namespace":"d","uid":"u"},"spec":{ {{{spec}}} }}""");
}
