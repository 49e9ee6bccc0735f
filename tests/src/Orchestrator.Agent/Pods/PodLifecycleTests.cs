using Orchestrator.Agent.Tests.Support;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodLifecycleTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    [SkippableFact]
    public async Task A_pod_runs_reports_as_kubelet_does_and_is_deleted()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("web", "trap 'exit 0' TERM; echo hello $NAME; while true; do sleep 0.1; done");
        pod.Spec.Containers[0].Env = [new() { Name = "NAME", Value = "world" }];
        node.Pods.Assign(TestPods.Copy(pod));

        var status = await node.Sink.StatusAsync(pod, static s => s.Conditions!.Exists(static c => c is { Type: "Ready", Status: "True" }));
        status.Phase.ShouldBe("Running");
        status.QosClass.ShouldBe("BestEffort");
        status.HostIP.ShouldBe("192.0.2.10");
        status.PodIP.ShouldStartWith("10.");
        status.PodIPs!.ShouldHaveSingleItem().Ip.ShouldBe(status.PodIP);
        status.ObservedGeneration.ShouldBe(1);
        status.Conditions!.Select(static c => $"{c.Type}={c.Status}").ShouldBe(
            ["PodReadyToStartContainers=True", "Initialized=True", "Ready=True", "ContainersReady=True", "PodScheduled=True"]);
        var container = status.ContainerStatuses!.ShouldHaveSingleItem();
        container.State.Running!.StartedAt.ShouldNotBeNull();
        container.Ready.ShouldBeTrue();
        container.Started.ShouldBe(true);
        container.RestartCount.ShouldBe(0);
        container.ContainerID.ShouldStartWith("docker://");
        node.Sink.All(pod)[0].Phase.ShouldBe("Pending");
        node.Sink.All(pod)[0].ContainerStatuses![0].State.Waiting!.Reason.ShouldBe("ContainerCreating");
        node.Sink.Events(pod).Select(static e => e.Reason).ShouldBe(["Pulled", "Created", "Started"]);
        (await node.ContainersAsync(pod)).Length.ShouldBe(2);
        (await node.LogAsync(pod)).ShouldBe("hello world\n");

        node.Delete(pod, grace: 5);
        await node.Sink.TerminatedAsync(pod);
        node.Sink.Events(pod).ShouldContain(static e => e.Reason == "Killing" && e.Message == "Stopping container main");
        var last = node.Sink.Latest(pod)!;
        last.Phase.ShouldBe("Succeeded");
        last.ContainerStatuses![0].State.Terminated!.ExitCode.ShouldBe(0);
        (await node.ContainersAsync(pod)).ShouldBeEmpty();
    }

    [SkippableFact]
    public async Task What_ignores_SIGTERM_is_killed_when_its_grace_is_over_and_a_shorter_grace_counts_at_once()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("stubborn", "trap '' TERM; while true; do sleep 0.1; done");
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");

        node.Delete(pod, grace: 300);
        await node.Sink.EventAsync(pod, "Killing", "Stopping container");
        node.Delete(pod, grace: 1);
        await node.Sink.TerminatedAsync(pod);
        node.Sink.Latest(pod)!.ContainerStatuses![0].State.Terminated!.ExitCode.ShouldBe(137);
    }

    [SkippableFact]
    public async Task A_pod_that_is_to_run_once_ends_as_Succeeded_or_Failed_and_its_log_stays()
    {
        await using var node = await TestNode.StartAsync(docker);
        var good = TestPods.Shell("good", "echo done; echo -n well > /dev/termination-log", "Never");
        var bad = TestPods.Shell("bad", "echo broken; exit 3", "Never");
        bad.Spec.Containers[0].TerminationMessagePolicy = "FallbackToLogsOnError";
        node.Pods.Assign(TestPods.Copy(good));
        node.Pods.Assign(TestPods.Copy(bad));

        var succeeded = await node.Sink.StatusAsync(good, static s => s.Phase == "Succeeded");
        succeeded.ContainerStatuses![0].State.Terminated!.Reason.ShouldBe("Completed");
        succeeded.ContainerStatuses![0].State.Terminated!.Message.ShouldBe("well");
        succeeded.Conditions!.Find(static c => c.Type == "Ready")!.Reason.ShouldBe("PodCompleted");
        (await node.LogAsync(good)).ShouldBe("done\n");

        var failed = await node.Sink.StatusAsync(bad, static s => s.Phase == "Failed");
        failed.ContainerStatuses![0].State.Terminated!.ExitCode.ShouldBe(3);
        failed.ContainerStatuses![0].State.Terminated!.Reason.ShouldBe("Error");
        failed.ContainerStatuses![0].State.Terminated!.Message.ShouldBe("broken\n");
    }

    [SkippableFact]
    public async Task Init_containers_run_in_order_before_the_others_and_sidecars_beside_them()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("init", "cat /data/order; sleep 0.2", "Never");
        var first = TestPods.Container("first", "echo first > /data/order");
        var sidecar = TestPods.Container("sidecar", "sleep 60");
        sidecar.RestartPolicy = "Always";
        var second = TestPods.Container("second", "echo second >> /data/order");
        pod.Spec.InitContainers = [first, sidecar, second];
        pod.Spec.Volumes = [new() { Name = "data", EmptyDir = new() }];
        foreach (var container in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
        {
            container.VolumeMounts = [new() { Name = "data", MountPath = "/data" }];
        }

        node.Pods.Assign(TestPods.Copy(pod));
        var status = await node.Sink.StatusAsync(pod, static s => s.Phase == "Succeeded");
        status.InitContainerStatuses!.Select(static s => s.Name).ShouldBe(["first", "sidecar", "second"]);
        status.InitContainerStatuses![0].State.Terminated!.Reason.ShouldBe("Completed");
        (await node.LogAsync(pod)).ShouldBe("first\nsecond\n");
    }
}
