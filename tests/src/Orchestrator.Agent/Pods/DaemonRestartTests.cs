using Orchestrator.Agent.DockerEngine;
using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class DaemonRestartTests
{
    [SkippableFact]
    public async Task When_the_daemon_comes_back_pods_run_again()
    {
        PrivateDaemon.SkipUnlessPossible();
        await using var daemon = new PrivateDaemon();
        await daemon.StartAsync();
        using (var docker = new DockerClient(daemon.Socket))
        {
            var missing = await DockerFixture.TryMakeImageAsync(docker);
            Skip.If(missing is not null, missing);
        }

        await using var node = await TestNode.StartAsync("restart", daemon.Socket);
        var pod = TestPods.Shell("survivor", "trap 'exit 0' TERM; while true; do sleep 0.1; done");
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");

        await daemon.StopAsync();
        await daemon.StartAsync();

        var status = await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { RestartCount: 1, State.Running: not null }, seconds: 60);
        status.Phase.ShouldBe("Running");
        (await node.ContainersAsync(pod)).Count(static c => c.State == "running").ShouldBe(2);
    }
}
