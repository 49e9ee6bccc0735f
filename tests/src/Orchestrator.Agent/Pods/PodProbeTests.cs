using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodProbeTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    [SkippableFact]
    public async Task Readiness_makes_ready_and_failed_liveness_restarts()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("probed", "httpd -p 8080 -h /tmp; sleep 1; touch /tmp/ready; sleep 2; rm /tmp/ready; sleep 300");
        pod.Spec.Containers[0].ReadinessProbe = new() { HttpGet = new() { Path = "/ready", Port = 8080 }, PeriodSeconds = 1, FailureThreshold = 1 };
        pod.Spec.Containers[0].LivenessProbe = new() { Exec = new() { Command = ["test", "-f", "/tmp/ready"] }, InitialDelaySeconds = 2, PeriodSeconds = 1, FailureThreshold = 1 };
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { Started: true, Ready: false });
        await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { Started: true, Ready: true });
        await node.Sink.EventAsync(pod, "Unhealthy", "Liveness probe failed");
        await node.Sink.EventAsync(pod, "Killing", "Container main failed liveness probe, will be restarted");
        await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { RestartCount: 1, State.Running: not null });
    }
}
