using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodAdoptionTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    [SkippableFact]
    public async Task After_a_restart_without_a_control_plane_containers_are_kept_and_restarted_and_orphans_go_only_after_a_full_sync()
    {
        await using var first = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("kept", "sleep 300");
        var orphan = TestPods.Shell("orphan", "sleep 300");
        first.Pods.Assign(TestPods.Copy(pod));
        first.Pods.Assign(TestPods.Copy(orphan));
        var before = await first.Sink.StatusAsync(pod, static s => s.Phase == "Running");
        await first.Sink.StatusAsync(orphan, static s => s.Phase == "Running");

        var second = await first.RestartAsync();
        await using var _ = second;
        var adopted = await second.Sink.StatusAsync(pod, static s => s.Phase == "Running");
        adopted.ContainerStatuses![0].ContainerID.ShouldBe(before.ContainerStatuses![0].ContainerID);
        adopted.ContainerStatuses![0].RestartCount.ShouldBe(0);
        adopted.StartTime!.Value.ShouldBe(before.StartTime!.Value, TimeSpan.FromSeconds(1));

        // Its process dies: the policy says restart, and no control plane is needed for that.
        await second.Docker.Containers.KillAsync(before.ContainerStatuses![0].ContainerID!["docker://".Length..], "SIGKILL", CancellationToken.None);
        var restarted = await second.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { RestartCount: 1, State.Running: not null });
        restarted.ContainerStatuses![0].LastState.Terminated!.ExitCode.ShouldBe(137);

        (await second.ContainersAsync(orphan)).Length.ShouldBe(2);
        second.Pods.Synchronized(new HashSet<string> { pod.Metadata.Uid! });
        await WaitAsync(async () => (await second.ContainersAsync(orphan)).Length == 0);
        (await second.ContainersAsync(pod)).ShouldNotBeEmpty();
    }

    [SkippableFact]
    public async Task A_sandbox_that_dies_is_made_again_with_the_pods_containers()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("phoenix", "sleep 300");
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");
        var sandbox = (await node.ContainersAsync(pod)).Single(static c => c.Labels["io.kubernetes.docker.type"] == "podsandbox");

        await node.Docker.Containers.KillAsync(sandbox.Id, "SIGKILL", CancellationToken.None);
        await node.Sink.EventAsync(pod, "SandboxChanged", "re-created");
        await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { RestartCount: 1, State.Running: not null });
    }

    private static async Task WaitAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
