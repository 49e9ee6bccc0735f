using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public class PodUpdateTests : PodTest
{
    private const string Spec = """{"containers":[{"name":"c","image":"i:1"}],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":100}""";

    [Theory]
    [InlineData("image", """{"containers":[{"name":"c","image":"i:2"}],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":100}""")]
    [InlineData("more tolerations", """{"containers":[{"name":"c","image":"i:1"}],"tolerations":[{"key":"a","operator":"Exists"},{"key":"b","operator":"Exists"}],"activeDeadlineSeconds":100}""")]
    [InlineData("a shorter deadline", """{"containers":[{"name":"c","image":"i:1"}],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":50}""")]
    public void May_change_and_raise_the_generation(string what, string spec)
    {
        var pod = Pod(spec);
        Update(Kind, pod, Old()).ShouldBeEmpty(what);
        pod.Metadata.Generation.ShouldBe(2);
    }

    [Fact]
    public void Anything_else_of_the_spec_may_not()
    {
        var error = Update(Kind, Pod("""{"containers":[{"name":"c","image":"i:1","command":["x"]}],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":100}"""), Old()).Single();
        error.ShouldStartWith(
            "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
            + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n");
        error.ShouldContain("containers[0].command: null -> [\"x\"]");
    }

    [Theory]
    [InlineData("""{"containers":[],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":100}""", "spec.containers: Forbidden: pod updates may not add or remove containers")]
    [InlineData("""{"containers":[{"name":"c","image":"i:1"}],"tolerations":[{"key":"a","operator":"Exists"}],"activeDeadlineSeconds":200}""", "spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value")]
    [InlineData("""{"containers":[{"name":"c","image":"i:1"}],"activeDeadlineSeconds":100}""", "spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds")]
    public void A_change_is_refused_for(string spec, string error) => Update(Kind, Pod(spec), Old()).ShouldBe([error]);

    [Fact]
    public void A_main_write_keeps_the_status()
    {
        var old = Old();
        old.Status.Phase = "Running";
        var pod = Pod(Spec, """{"phase":"Failed"}""");
        Update(Kind, pod, old).ShouldBeEmpty();
        pod.Status.Phase.ShouldBe("Running");
        pod.Metadata.Generation.ShouldBe(1);
    }

    [Fact]
    public void A_status_write_keeps_the_spec()
    {
        var pod = Pod("""{"containers":[]}""", """{"phase":"Running"}""");
        Update(Kind, pod, Old(), "status").ShouldBeEmpty();
        pod.Spec.Containers[0].Image.ShouldBe("i:1");
        (pod.Status.Phase, pod.Status.QosClass).ShouldBe(("Running", "BestEffort"));
        pod.Metadata.Generation.ShouldBe(1);
    }

    [Fact]
    public void A_container_that_ended_for_good_stays_ended()
    {
        var old = Old();
        old.Spec.RestartPolicy = "Never";
        old.Status = Pod("{}", """{"containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":0}}}]}""").Status;
        Update(Kind, Pod("{}", """{"containerStatuses":[{"name":"c","state":{"running":{}}}]}"""), old, "status")
            .ShouldBe(["status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state"]);
    }

    [Theory]
    [InlineData("", "Pending", 30, 0)]
    [InlineData("n1", "Running", 30, 30)]
    [InlineData("n1", "Running", 0, 0)]
    [InlineData("n1", "Running", -1, 1)]
    [InlineData("n1", "Succeeded", 30, 0)]
    [InlineData("n1", "Failed", 30, 0)]
    public void Deleting_takes_as_long_as_what_runs_needs(string node, string phase, long period, long grace)
    {
        var pod = Old();
        (pod.Spec.NodeName, pod.Status.Phase, pod.Spec.TerminationGracePeriodSeconds) = (node, phase, period);
        Kind.Strategy!.DefaultGracePeriod(pod).ShouldBe(grace);
    }

    private static Pod Old()
    {
        var pod = Pod(Spec);
        Create(pod).ShouldBeEmpty();
        return pod;
    }
}
