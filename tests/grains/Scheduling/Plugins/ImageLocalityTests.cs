using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Images;
using Orchestrator.Grains.Scheduling.Queue;
using Orchestrator.Grains.Scheduling.Reading;
using ContainerImage = Orchestrator.Api.Models.Core.V1.ContainerImage;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins;

/// <summary>
/// A node's score grows with the sizes of the pod's images that it has, each scaled by the share of nodes that have it, from 23 MiB (0) to 1000 MiB for each container (100).
/// </summary>
public class ImageLocalityTests
{
    private const long Mi = 1 << 20;
    private readonly SchedulerFixture _fixture = new();
    private readonly ImageLocality _plugin;

    public ImageLocalityTests() => _plugin = new ImageLocality(new PluginContext(_fixture.Scheduler.State, null!, null!, TimeProvider.System));

    [Theory]
    [InlineData(23, 0)]
    [InlineData(24, 0)] // 100 * 1 / 977
    [InlineData(33, 1)]
    [InlineData(511, 49)] // 100 * 488 / 977
    [InlineData(512, 50)]
    [InlineData(1000, 100)]
    [InlineData(5000, 100)]
    public void One_container_scores_from_23_to_1000_MiB(long size, long score)
    {
        Node("a", ("i:1", size));
        Scores("i:1").ShouldBe([score]);
    }

    [Fact]
    public void An_image_counts_by_the_share_of_nodes_that_have_it()
    {
        Node("a", ("i:1", 400));
        Node("b", ("i:1", 400));
        Node("c");
        Node("d");

        // 400 * 2/4 = 200 MiB: 100 * (200 - 23) / 977.
        Scores("i:1").ShouldBe([18, 18, 0, 0]);
    }

    [Fact]
    public void Images_of_several_containers_add_up_and_each_container_raises_the_upper_bound()
    {
        Node("both", ("i:1", 300), ("j:1", 600));
        Node("one", ("i:1", 300));

        // 300 + 600/2 = 600 of 2000 MiB; 300 of 2000.
        Scores("i:1", "j:1").ShouldBe([100 * (600 - 23) / (2000 - 23), 100 * (300 - 23) / (2000 - 23)]);

        // The same image twice counts twice.
        Scores("i:1", "i:1").ShouldBe([29, 29]);
    }

    [Fact]
    public void Init_containers_and_volumes_count_like_containers()
    {
        Node("a", ("i:1", 500), ("init:1", 500), ("volume:1", 500));
        var pod = TestPods.Make("p", "a=b", spec =>
        {
            spec.InitContainers = [new Container { Name = "init", Image = "init:1" }];
            spec.Volumes = [new Volume { Name = "v", Image = new ImageVolumeSource { Reference = "volume:1" } }, new Volume { Name = "e", EmptyDir = new() }];
        });
        Scores(_fixture.Read(pod)).ShouldBe([100 * (1500 - 23) / (3000 - 23)]);
    }

    [Theory]
    [InlineData("nginx", "nginx:latest", true)]
    [InlineData("registry:5000/nginx", "registry:5000/nginx:latest", true)]
    [InlineData("nginx:1", "nginx:latest", false)]
    [InlineData("nginx@sha256:abc", "nginx@sha256:abc", true)]
    public void An_image_without_a_tag_is_the_latest(string asked, string there, bool same)
    {
        Node("a", (there, 1000));
        Scores(asked).ShouldBe([same ? 100 : 0]);
    }

    [Fact]
    public void Every_name_of_an_image_is_one_of_it()
    {
        var node = new Node { Status = new NodeStatus { Images = [new ContainerImage { Names = ["docker.io/library/nginx@sha256:abc", "nginx"], SizeBytes = 1000 * Mi }] } };
        _fixture.Node("a", also: into => into.Images = ReadImages(node));
        Scores("nginx:latest").ShouldBe([100]);
        Scores("docker.io/library/nginx@sha256:abc").ShouldBe([100]);
    }

    [Fact]
    public void What_nodes_have_changes_and_nodes_come_and_go()
    {
        Node("a", ("i:1", 1000));
        Node("b");
        Scores("i:1").ShouldBe([100 * (500 - 23) / 977, 0]);
        Node("b", ("i:1", 1000));
        Scores("i:1").ShouldBe([100, 100]);
        Node("a", ("j:1", 1000));
        Scores("i:1").ShouldBe([0, 48]);
        _fixture.Scheduler.RemoveNode("a");
        Scores("i:1").ShouldBe([0, 100]); // the place of a node that is gone is not asked about
        _fixture.Scheduler.RemoveNode("b");
        Node("c");
        Scores("i:1").ShouldAllBe(score => score == 0);
    }

    [Fact]
    public void Images_that_no_node_has_cost_nothing()
    {
        Node("a", ("i:1", 1000));
        _plugin.PreScore(Cycle(Pod("other:1"))).ShouldBeNull();
    }

    [Fact]
    public void The_scheduler_prefers_the_node_with_the_image()
    {
        Node("a");
        Node("b", ("i:1", 1000));
        Node("c");
        _fixture.Try(Pod("i:1")).ShouldBe("b");
    }

    private void Node(string name, params (string Image, long Size)[] images) =>
        _fixture.Node(name, also: node => node.Images = images.ToDictionary(i => i.Image, i => i.Size * Mi));

    private static IReadOnlyDictionary<string, long> ReadImages(Node node)
    {
        var into = new SchedulingNode("a", 0);
        NodeReader.Read(node, into);
        return into.Images;
    }

    private PodInfo Pod(params string[] images) => _fixture.Read(TestPods.Make(
        $"p-{string.Join('-', images)}", "a=b", spec => spec.Containers = [.. images.Select((image, i) => new Container { Name = $"c{i}", Image = image })]));

    private SchedulingCycle Cycle(PodInfo pod) => new(new PendingPod(pod, _fixture.Profile), _fixture.Scheduler.State);

    private long[] Scores(params string[] images) => Scores(Pod(images));

    /// <summary>The scores of all nodes, by their index.</summary>
    private long[] Scores(PodInfo pod)
    {
        var count = _fixture.Scheduler.State.Nodes.Count;
        var scores = new long[count];
        _plugin.PreScore(Cycle(pod))?.Score([.. Enumerable.Range(0, count)], scores);
        return scores;
    }
}
