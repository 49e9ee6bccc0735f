using Orchestrator.Agent.Tests.Support;

namespace Orchestrator.Agent.Tests.Pods;

public sealed class PodVolumeTests(DockerFixture docker) : IClassFixture<DockerFixture>
{
    [SkippableFact]
    public async Task Volumes_show_their_objects_with_modes_and_config_maps_change_atomically()
    {
        await using var node = await TestNode.StartAsync(docker);
        node.Config.ConfigMaps["settings"] = new() { Data = new() { ["color"] = "blue", ["size"] = "small" } };
        node.Config.Secrets["keys"] = new() { Data = new() { ["token"] = "hidden"u8.ToArray() } };
        var host = Directory.CreateTempSubdirectory("orchestrator-host");
        File.WriteAllText(Path.Combine(host.FullName, "file"), "host");
        var pod = TestPods.Shell(
            "volumes",
            "stat -c %a /secret/..data/token; cat /config/color /secret/token /host/file /info/labels /info/cpu /one/x; stat -f -c %T /memory; touch /memory/x /scratch/sub/y; while [ $(cat /config/color) = blue ]; do sleep 0.05; done; cat /config/color; ls /config; sleep 300");
        pod.Spec.Volumes =
        [
            new() { Name = "config", ConfigMap = new() { Name = "settings" } },
            new() { Name = "secret", Secret = new() { SecretName = "keys", DefaultMode = 0b100_000_000 } },
            new() { Name = "host", HostPath = new() { Path = host.FullName, Type = "Directory" } },
            new() { Name = "memory", EmptyDir = new() { Medium = "Memory" } },
            new() { Name = "scratch", EmptyDir = new() },
            new()
            {
                Name = "info",
                Projected = new()
                {
                    Sources =
                    [
                        new() { DownwardAPI = new() { Items = [new() { Path = "labels", FieldRef = new() { FieldPath = "metadata.labels" } }, new() { Path = "cpu", ResourceFieldRef = new() { ContainerName = "main", Resource = "limits.cpu" } }] } },
                        new() { ServiceAccountToken = new() { Path = "token" } },
                    ],
                },
            },
        ];
        pod.Spec.Containers[0].VolumeMounts =
        [
            new() { Name = "config", MountPath = "/config" },
            new() { Name = "config", MountPath = "/one/x", SubPath = "size" },
            new() { Name = "secret", MountPath = "/secret", ReadOnly = true },
            new() { Name = "host", MountPath = "/host" },
            new() { Name = "memory", MountPath = "/memory" },
            new() { Name = "scratch", MountPath = "/scratch/sub", SubPathExpr = "$(POD)" },
            new() { Name = "info", MountPath = "/info" },
        ];
        pod.Spec.Containers[0].Env = [new() { Name = "POD", ValueFrom = new() { FieldRef = new() { FieldPath = "metadata.name" } } }];
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");
        await LogAsync(node, pod, "400\nbluehiddenhostapp=\"volumes\"2smalltmpfs\n");

        node.Config.ConfigMaps["settings"] = new() { Data = new() { ["color"] = "red", ["shape"] = "round" } };
        node.Pods.Refresh("default");
        await LogAsync(node, pod, "400\nbluehiddenhostapp=\"volumes\"2smalltmpfs\nredcolor\nshape\n");
        host.Delete(recursive: true);
    }

    [SkippableFact]
    public async Task A_token_is_replaced_in_time_under_the_container()
    {
        await using var node = await TestNode.StartAsync(docker);
        node.Config.Token = new("first", DateTimeOffset.UtcNow.AddSeconds(3));
        var pod = TestPods.Shell("token", "stat -c %a /run/token/..data/token; echo $(cat /run/token/token); while [ $(cat /run/token/token) = first ]; do sleep 0.05; done; echo $(cat /run/token/token); sleep 300");
        pod.Spec.Volumes = [new() { Name = "token", Projected = new() { DefaultMode = 0b110_100_100, Sources = [new() { ServiceAccountToken = new() { Path = "token" } }] } }];
        pod.Spec.Containers[0].VolumeMounts = [new() { Name = "token", MountPath = "/run/token", ReadOnly = true }];
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");
        await LogAsync(node, pod, "644\nfirst\n");
        node.Config.Token = new("second", DateTimeOffset.MaxValue);
        await LogAsync(node, pod, "644\nfirst\nsecond\n");
    }

    [SkippableFact]
    public async Task A_volume_that_cannot_be_set_up_is_told_and_tried_again()
    {
        await using var node = await TestNode.StartAsync(docker);
        var pod = TestPods.Shell("unmounted", "sleep 300");
        pod.Spec.Volumes = [new() { Name = "secret", Secret = new() { SecretName = "keys" } }];
        node.Pods.Assign(TestPods.Copy(pod));
        await node.Sink.EventAsync(pod, "FailedMount", "MountVolume.SetUp failed for volume \"secret\" : secret \"keys\" not found");
        (await node.Sink.StatusAsync(pod, static s => true)).ContainerStatuses![0].State.Waiting!.Reason.ShouldBe("ContainerCreating");

        node.Config.Secrets["keys"] = new();
        await node.Sink.StatusAsync(pod, static s => s.Phase == "Running");
    }

    private static async Task LogAsync(TestNode node, Orchestrator.Api.Models.Core.V1.Pod pod, string expected)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        var log = "";
        while ((log = await node.LogAsync(pod)) != expected && !limit.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        log.ShouldBe(expected);
    }
}
