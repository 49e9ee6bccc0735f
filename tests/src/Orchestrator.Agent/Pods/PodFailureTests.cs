using System.Net;
using System.Net.Sockets;
using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodFailureTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    [SkippableFact]
    public async Task A_container_that_ends_is_restarted_with_a_delay_that_grows()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("crash", "echo try; exit 1");
        node.Pods.Assign(TestPods.Copy(pod));

        // The first restart comes at once, the next ones wait.
        var status = await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0] is { RestartCount: 2, State.Waiting.Reason: "CrashLoopBackOff" });
        status.Phase.ShouldBe("Running");
        status.ContainerStatuses![0].State.Waiting!.Message.ShouldStartWith("back-off 2s restarting failed container=main pod=crash_default(");
        status.ContainerStatuses![0].LastState.Terminated!.ExitCode.ShouldBe(1);
        status.Conditions!.Find(static c => c.Type == "Ready")!.Message.ShouldBe("containers with unready status: [main]");
        node.Sink.Events(pod).ShouldContain(static e => e.Reason == "BackOff" && e.Type == "Warning");
        (await node.LogAsync(pod, previous: true)).ShouldBe("try\n");
        (await node.ContainersAsync(pod)).Length.ShouldBeLessThanOrEqualTo(3);
    }

    [SkippableFact]
    public async Task A_command_that_does_not_exist_shows_in_status_and_events()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("typo", "");
        pod.Spec.Containers[0].Command = ["/no/such/command"];
        node.Pods.Assign(TestPods.Copy(pod));

        var status = await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0].State.Waiting?.Reason is "RunContainerError" or "CrashLoopBackOff");
        status.ContainerStatuses![0].LastState.Terminated!.Reason.ShouldBe("StartError");
        status.ContainerStatuses![0].LastState.Terminated!.ExitCode.ShouldBe(128);
        status.ContainerStatuses![0].LastState.Terminated!.Message!.ShouldContain("/no/such/command");
        await node.Sink.EventAsync(pod, "Failed", "/no/such/command");
        await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0].State.Waiting?.Reason == "CrashLoopBackOff");
    }

    [SkippableFact]
    public async Task An_image_that_is_not_there_shows_in_status_and_events()
    {
        await using var node = await TestNode.StartAsync(docker);
        var never = TestPods.Shell("never", "true");
        never.Spec.Containers[0].Image = "orchestrator/no-such-image:1";
        never.Spec.Containers[0].ImagePullPolicy = "Never";
        node.Pods.Assign(TestPods.Copy(never));
        var status = await node.Sink.StatusAsync(never, static s => s.ContainerStatuses![0].State.Waiting?.Reason == "ErrImageNeverPull");
        status.Phase.ShouldBe("Pending");
        await node.Sink.EventAsync(never, "Failed", "Error: ErrImageNeverPull");

        // Nothing listens at port 9 of this machine.
        var missing = TestPods.Shell("missing", "true");
        missing.Spec.Containers[0].Image = "localhost:9/no/such:1";
        node.Pods.Assign(TestPods.Copy(missing));
        await node.Sink.StatusAsync(missing, static s => s.ContainerStatuses![0].State.Waiting?.Reason == "ErrImagePull");
        var events = node.Sink.Events(missing);
        events.ShouldContain(static e => e.Reason == "Pulling");
        events.ShouldContain(static e => e.Reason == "Failed" && e.Message!.StartsWith("Failed to pull image \"localhost:9/no/such:1\": "));
        events.ShouldContain(static e => e.Reason == "Failed" && e.Message == "Error: ErrImagePull");
        node.Pods.Refresh("default");
        await node.Sink.StatusAsync(missing, static s => s.ContainerStatuses![0].State.Waiting?.Reason == "ImagePullBackOff");
        await node.Sink.EventAsync(missing, "BackOff", "Back-off pulling image");
    }

    [SkippableFact]
    public async Task A_config_map_that_is_missing_holds_the_container_back_until_it_is_there()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("config", "echo $COLOR; sleep 60");
        pod.Spec.Containers[0].Env = [new() { Name = "COLOR", ValueFrom = new() { ConfigMapKeyRef = new() { Name = "settings", Key = "color" } } }];
        node.Pods.Assign(TestPods.Copy(pod));
        var status = await node.Sink.StatusAsync(pod, static s => s.ContainerStatuses![0].State.Waiting?.Reason == "CreateContainerConfigError");
        status.ContainerStatuses![0].State.Waiting!.Message.ShouldBe("configmap \"settings\" not found");
        await node.Sink.EventAsync(pod, "Failed", "Error: configmap \"settings\" not found");

        node.Config.ConfigMaps["settings"] = new() { Data = new() { ["color"] = "blue" } };
        node.Pods.Refresh("default");
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");
    }

    [SkippableFact]
    public async Task A_host_port_that_is_taken_keeps_the_sandbox_from_being_made_until_it_is_free()
    {
        await using var node = await TestNode.StartAsync(docker);
        using var listener = new TcpListener(IPAddress.Any, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var pod = TestPods.Shell("port", "sleep 60");
        pod.Spec.Containers[0].Ports = [new() { ContainerPortValue = 80, HostPort = port }];
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.EventAsync(pod, "FailedCreatePodSandBox", "Failed to create pod sandbox");
        node.Sink.Latest(pod)!.Phase.ShouldBe("Pending");

        listener.Stop();
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");

        var rival = TestPods.Shell("rival", "sleep 60");
        rival.Spec.Containers[0].Ports = [new() { ContainerPortValue = 80, HostPort = port }];
        node.Pods.Assign(TestPods.Copy(rival));
        (await node.Sink.StatusAsync(rival, static s => s.Phase == "Failed")).Reason.ShouldBe("NodePorts");
    }
}
