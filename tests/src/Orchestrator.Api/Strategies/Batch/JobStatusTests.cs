using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Batch.V1;
using Shouldly;
using Xunit;

namespace Orchestrator.Api.Tests.Strategies.Batch;

/// <summary>A job's status agrees with itself and goes forward.</summary>
public class JobStatusTests : StrategyTest
{
    private const string Start = "\"startTime\":\"2026-01-01T11:00:00Z\"";
    private const string End = "\"completionTime\":\"2026-01-01T12:00:00Z\"";
    private const string Complete = "\"conditions\":[{\"type\":\"SuccessCriteriaMet\",\"status\":\"True\"},{\"type\":\"Complete\",\"status\":\"True\"}]";
    private const string Failed = "\"conditions\":[{\"type\":\"FailureTarget\",\"status\":\"True\"},{\"type\":\"Failed\",\"status\":\"True\"}]";
    private const string Indexed = "\"completionMode\":\"Indexed\",\"completions\":5,\"parallelism\":5,\"backoffLimitPerIndex\":1";

    private static readonly KindDescriptor Kind = Find("batch/v1", "Job");

    [Theory]
    [InlineData(Start + "," + End + "," + Complete)]
    [InlineData(Start + "," + Failed)]
    [InlineData(Start + ",\"active\":2,\"ready\":2,\"terminating\":1")]
    [InlineData("\"active\":0,\"ready\":0")]
    public void May_become(string status) => Write("", "", status).ShouldBeEmpty();

    [Theory]
    [InlineData("\"active\":-1", "status.active: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("\"ready\":2,\"active\":1", "status.ready: Invalid value: 2: cannot set more ready pods than active")]
    [InlineData("\"uncountedTerminatedPods\":{\"succeeded\":[\"a\",\"a\"],\"failed\":[\"\"]}", "status.uncountedTerminatedPods.succeeded[1]: Duplicate value: \"a\"|status.uncountedTerminatedPods.failed[0]: Invalid value: \"\": must not be empty")]
    [InlineData(Start + "," + End, "status.completionTime: Invalid value: \"2026-01-01T12:00:00Z\": cannot set completionTime when there is no Complete=True condition")]
    [InlineData(Start + "," + Complete, "status.completionTime: Required value: completionTime is required for Complete jobs")]
    [InlineData("\"startTime\":\"2026-01-01T13:00:00Z\"," + End + "," + Complete, "status.completionTime: Invalid value: \"2026-01-01T12:00:00Z\": completionTime cannot be set before startTime")]
    [InlineData(End + "," + Complete, "status.startTime: Required value: startTime is required for finished job")]
    [InlineData(Start + ",\"conditions\":[{\"type\":\"Failed\",\"status\":\"True\"}]", "status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition")]
    [InlineData(Start + "," + End + ",\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]", "status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition")]
    [InlineData(Start + ",\"conditions\":[{\"type\":\"SuccessCriteriaMet\",\"status\":\"True\"},{\"type\":\"FailureTarget\",\"status\":\"True\"}]", "status.conditions: Invalid value: cannot set SuccessCriteriaMet=True and FailureTarget=true conditions")]
    [InlineData(Start + "," + Failed + ",\"active\":1", "status.active: Invalid value: 1: active>0 is invalid for finished job")]
    [InlineData(Start + "," + Failed + ",\"terminating\":1", "status.terminating: Invalid value: 1: terminating>0 is invalid for finished job")]
    [InlineData(Start + "," + Failed + ",\"uncountedTerminatedPods\":{\"failed\":[\"a\"]}", "status.uncountedTerminatedPods: Invalid value: {\"failed\":[\"a\"]}: uncountedTerminatedPods needs to be empty for finished job")]
    [InlineData("\"completedIndexes\":\"0\"", "status.completedIndexes: Invalid value: \"0\": cannot set non-empty completedIndexes when non-indexed completion mode")]
    [InlineData("\"failedIndexes\":\"0\"", "status.failedIndexes: Invalid value: \"0\": cannot set non-null failedIndexes when backoffLimitPerIndex is null")]
    public void May_not_become(string status, string errors) => Write("", "", status).ShouldBe(errors.Split('|'));

    [Theory]
    [InlineData("\"completedIndexes\":\"0-2,4\",\"failedIndexes\":\"3\"", "")]
    [InlineData("\"completedIndexes\":\"0-2\",\"failedIndexes\":\"2-3\"", "status.failedIndexes: Invalid value: \"2-3\": failedIndexes and completedIndexes overlap at index: 2")]
    [InlineData("\"completedIndexes\":\"0,7\"", "status.completedIndexes: Invalid value: \"0,7\": error parsing completedIndexes: too large index: \"7\"")]
    [InlineData("\"failedIndexes\":\"2,1\"", "status.failedIndexes: Invalid value: \"2,1\": error parsing failedIndexes: non-increasing order, previous: 2, current: 1")]
    public void Its_indexes_are_well_formed(string status, string errors) => Write(Indexed, "", status).ShouldBe(Lines(errors));

    [Theory]
    [InlineData(Start + "," + Failed, Start, "status.conditions: Invalid value: cannot disable the terminal Failed=True condition|status.conditions: Invalid value: cannot disable the terminal FailureTarget=True condition")]
    [InlineData("\"failed\":2", "\"failed\":1", "status.failed: Invalid value: 1: cannot decrease the failed counter")]
    [InlineData("\"succeeded\":2", "\"succeeded\":1", "status.succeeded: Invalid value: 1: cannot decrease the succeeded counter")]
    [InlineData(Start, "\"active\":1", "status.startTime: Required value: startTime cannot be removed for unsuspended job")]
    [InlineData(Start + ",\"conditions\":[{\"type\":\"Suspended\",\"status\":\"True\"}]", "\"startTime\":\"2026-01-01T12:00:00Z\",\"conditions\":[{\"type\":\"Suspended\",\"status\":\"False\"}]", "")]
    [InlineData(Start + "," + End + "," + Complete, Start + ",\"completionTime\":\"2026-01-01T12:00:01Z\"," + Complete, "status.completionTime: Invalid value: \"2026-01-01T12:00:01Z\": completionTime cannot be mutated")]
    [InlineData("\"conditions\":[{\"type\":\"SuccessCriteriaMet\",\"status\":\"True\"}]", "\"active\":0", "status.conditions: Invalid value: cannot disable the SuccessCriteriaMet=True condition")]
    public void Goes_forward(string before, string after, string errors) => Write("", before, after).ShouldBe(Lines(errors));

    [Fact]
    public void The_count_of_an_elastic_job_may_fall() => Write(Indexed, "\"succeeded\":2", "\"succeeded\":1").ShouldBeEmpty();

    [Fact]
    public void What_a_write_leaves_as_it_was_is_not_checked() =>
        Write("", "\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]", "\"failed\":1,\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]").ShouldBeEmpty();

    private static string[] Lines(string errors) => errors.Length == 0 ? [] : errors.Split('|');

    private static IReadOnlyList<string> Write(string spec, string before, string after)
    {
        var old = Job(spec);
        Create(Kind, old).ShouldBeEmpty();
        old.Status = Job("", before).Status;
        return Update(Kind, Job("", after), old, "status");
    }

    private static Job Job(string spec, string status = "") => Decode<Job>(
        "batch/v1",
        "Job",
        $$$"""
        {"metadata":{"name":"j","namespace":"d","uid":"u"},"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"i"}]}}{{{(spec.Length == 0 ? "" : ",") + spec}}}},"status":{ {{{status}}} }}
        """);
}
