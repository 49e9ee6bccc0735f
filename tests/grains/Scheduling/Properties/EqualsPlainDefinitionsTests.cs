namespace Orchestrator.Grains.Tests.Scheduling.Properties;

/// <summary>In random clusters that change all the time, every decision is one that the plain definitions would have made too.</summary>
public class EqualsPlainDefinitionsTests
{
    private const int Most = 20;
    private readonly int[] _generations = new int[Most];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Decisions_are_those_of_the_plain_definitions(int seed)
    {
        var random = new Random(seed);
        var cluster = new SchedulerFixture();
        var make = new RandomCluster(random);
        var plain = new PlainDefinitions(cluster.Scheduler.State.Nodes);
        var placed = new List<(string Uid, Api.Models.Core.V1.Pod Pod, string Node)>();
        var (fitted, refused) = (0, 0);
        var most = 0;
        for (var step = 0; step < 500; step++)
        {
            Disturb(random, cluster, make, placed, step);
            most = Math.Max(most, cluster.Scheduler.State.Nodes.Count(n => n.Exists || n.Pods.Count > 0));
            cluster.Scheduler.State.Nodes.Count.ShouldBeLessThanOrEqualTo(most + 2, "the places of nodes that are gone are taken again; a disturbance adds two at the most before others go");
            var pod = make.Pod($"p{step}");
            var info = cluster.Read(pod);
            var expected = plain.Scores(info);
            cluster.Enqueue(info);
            var decision = cluster.Decide();
            if (decision.Node is null)
            {
                expected.Keys.ShouldBeEmpty($"step {step}: {decision.Reason}");
                cluster.Scheduler.Remove(info.Uid);
                refused++;
            }
            else
            {
                expected.ShouldContainKey(decision.Node, $"step {step}");
                expected[decision.Node].ShouldBe(expected.Values.Max(), $"step {step}");
                placed.Add((info.Uid, pod, decision.Node));
                fitted++;
            }
        }

        fitted.ShouldBeGreaterThan(50);
        refused.ShouldBeGreaterThan(10);
        _generations.Sum().ShouldBeGreaterThan(10);
    }

    private void Disturb(Random random, SchedulerFixture cluster, RandomCluster make, List<(string Uid, Api.Models.Core.V1.Pod Pod, string Node)> placed, int step)
    {
        if (step < 12 || make.Chance(0.05))
        {
            make.Node(cluster, Name(random.Next(Most)));
        }

        if (step > 30 && make.Chance(0.15))
        {
            // It may come back as it was; more often another one comes in its place.
            var (index, also) = (random.Next(Most), make.Chance(0.6));
            cluster.Scheduler.RemoveNode(Name(index));
            _generations[index] += make.Chance(0.7) ? 1 : 0;
            if (also)
            {
                make.Node(cluster, Name(index));
            }
        }

        if (placed.Count > 0 && make.Chance(0.45))
        {
            var index = random.Next(placed.Count);
            var (uid, pod, node) = placed[index];
            if (make.Chance(0.3) && pod.Metadata.DeletionTimestamp is null)
            {
                pod.Metadata.DeletionTimestamp = DateTime.UnixEpoch;
                cluster.Scheduler.Place(cluster.Read(pod), node);
            }
            else
            {
                cluster.Scheduler.Remove(uid);
                placed.RemoveAt(index);
            }
        }
    }

    private string Name(int index) => $"n{index}-{_generations[index]}";
}
