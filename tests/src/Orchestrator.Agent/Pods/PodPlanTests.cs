using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Pods;
using Orchestrator.Agent.Tests.Support;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodPlanTests
{
    private static readonly RuntimeSandbox Sandbox = new("sandbox", 0, IsReady: true, DateTimeOffset.UnixEpoch, ["10.64.0.2"]);

    [Fact]
    public void Without_anything_a_sandbox_comes_first() =>
        Compute(TestPods.Shell("p", "")).CreateSandbox.ShouldBeTrue();

    [Theory]
    [InlineData("Always", 0, true)]
    [InlineData("Always", 1, true)]
    [InlineData("OnFailure", 0, false)]
    [InlineData("OnFailure", 1, true)]
    [InlineData("Never", 1, false)]
    public void What_has_ended_starts_again_by_the_restart_policy(string policy, int exitCode, bool starts) =>
        (Compute(TestPods.Shell("p", "", policy), Container("main", RuntimeContainerState.Exited, exitCode)).Start.Count == 1).ShouldBe(starts);

    [Fact]
    public void Init_containers_come_one_by_one()
    {
        var pod = TestPods.Shell("p", "");
        pod.Spec.InitContainers = [TestPods.Container("a", ""), TestPods.Container("b", "")];
        Compute(pod, []).Start.ShouldHaveSingleItem().Name.ShouldBe("a");
        Compute(pod, Container("a", RuntimeContainerState.Running)).Start.ShouldBeEmpty();
        Compute(pod, Container("a", RuntimeContainerState.Exited)).Start.ShouldHaveSingleItem().Name.ShouldBe("b");
        Compute(pod, Container("a", RuntimeContainerState.Exited), Container("b", RuntimeContainerState.Exited)).Start.ShouldHaveSingleItem().Name.ShouldBe("main");
    }

    [Fact]
    public void Another_image_replaces_a_running_container()
    {
        var pod = TestPods.Shell("p", "");
        var running = Container("main", RuntimeContainerState.Running) with { SpecHash = PodPlan.SpecHash(pod.Spec.Containers[0]) };
        Compute(pod, running).Stop.ShouldBeEmpty();
        pod.Spec.Containers[0].Image = "other:1";
        Compute(pod, running).Stop.ShouldHaveSingleItem().Why.ShouldBe("Container main definition changed, will be restarted");
    }

    [Theory]
    [InlineData("$(A)-$(B)", "1-$(B)")]
    [InlineData("$$(A)", "$(A)")]
    [InlineData("a$b$", "a$b$")]
    [InlineData("$(A", "$(A")]
    public void References_to_variables_are_expanded_as_kubelet_does(string text, string expected) =>
        VariableExpansion.Expand(text, new Dictionary<string, string> { ["A"] = "1" }).ShouldBe(expected);

    private static PodPlan Compute(Pod pod, params RuntimeContainer[]? containers) =>
        PodPlan.Compute(pod, new RuntimePodState(containers is null ? [] : [Sandbox], containers ?? []), new Dictionary<string, string>());

    private static PodPlan Compute(Pod pod) => Compute(pod, null);

    private static RuntimeContainer Container(string name, RuntimeContainerState state, int exitCode = 0) => new()
    {
        Id = name,
        Name = name,
        Attempt = 0,
        State = state,
        SandboxId = Sandbox.Id,
        Image = DockerFixture.Image,
        ImageId = "sha256:0",
        CreatedAt = DateTimeOffset.UnixEpoch,
        ExitCode = exitCode,
    };
}
