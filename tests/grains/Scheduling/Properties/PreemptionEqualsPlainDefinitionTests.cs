using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Policy.V1;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Tests.Scheduling.Properties;

/// <summary>In random clusters that are full, with budgets, pods of all priorities and room already being made for some: who has to go is what the plain definition says.</summary>
public class PreemptionEqualsPlainDefinitionTests
{
    private readonly SchedulerFixture _cluster = new();
    private readonly Dictionary<string, (PodInfo Pod, string Node)> _nominated = [];
    private readonly Dictionary<string, PodInfo> _pods = [];
    private readonly HashSet<string> _placed = [];
    private Random _random = new(0);
    private RandomCluster _make = new(new Random(0));
    private int _preempted;
    private int _several;
    private int _violating;
    private int _helpless;
    private int _came;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Victims_are_those_of_the_plain_definition(int seed)
    {
        (_random, _make) = (new Random(seed), new RandomCluster(_random));
        for (var step = 0; step < 500; step++)
        {
            Disturb(step);
            Come(step);
            _cluster.Time.Now += TimeSpan.FromSeconds(_random.Next(3));
            for (var more = 0; more < 3 && await DecideAsync(step); more++)
            {
            }
        }

        _preempted.ShouldBeGreaterThan(40);
        _several.ShouldBeGreaterThan(4);
        _violating.ShouldBeGreaterThan(1);
        _helpless.ShouldBeGreaterThan(10);
        _came.ShouldBeGreaterThan(10);
    }

    private void Come(int step)
    {
        var made = _make.Pod($"p{step}");
        made.Spec.Priority = _random.Next(-2, 6);
        made.Spec.PreemptionPolicy = _make.Chance(0.1) ? "Never" : null;
        var pod = _cluster.Read(made);
        _pods[pod.Uid] = pod;
        _cluster.Enqueue(pod);
    }

    /// <summary>One decision, compared with what is expected in the cluster as it was before.</summary>
    private async Task<bool> DecideAsync(int step)
    {
        var before = _cluster.Scheduler.State.Nodes.Select(n => n.Copy()).ToList();
        if (!_cluster.Scheduler.TryDecide(out var decision))
        {
            return false;
        }

        var pod = decision.Pod.Pod;
        var seen = Seen(before, pod);
        var fits = seen.Where(n => n.Exists && new PlainDefinitions(seen).Fits(pod, n)).Select(n => n.Name).ToList();
        if (decision.Node is { } node)
        {
            fits.ShouldContain(node, $"step {step}");
            if (_nominated.Remove(pod.Uid, out var nomination) && fits.Contains(nomination.Node))
            {
                node.ShouldBe(nomination.Node, $"step {step}");
                _came++;
            }

            _placed.Add(pod.Uid);
            _cluster.Scheduler.Place(pod with { Object = null, StartTime = DateTime.UnixEpoch.AddMinutes(_random.Next()) }, node);
            return true;
        }

        fits.ShouldBeEmpty($"step {step}: {decision.Reason}");
        await CheckRoomAsync(decision, pod, new PlainPreemption(seen, _cluster.Budgets).Best(pod), step);
        return true;
    }

    private async Task CheckRoomAsync(Decision decision, PodInfo pod, List<PlainPreemption.Loss> expected, int step)
    {
        if (decision.MakeRoom is null)
        {
            if (pod.NeverPreempts)
            {
                return;
            }

            expected.ShouldBeEmpty($"step {step}: {decision.Reason}");
            _nominated.Remove(pod.Uid);
            _helpless++;
            return;
        }

        pod.NeverPreempts.ShouldBeFalse($"step {step}");
        await decision.MakeRoom(CancellationToken.None);
        var chosen = _cluster.Victims[^1];
        var loss = expected.SingleOrDefault(l => l.Node == chosen.Node.Name);
        loss.ShouldNotBeNull($"step {step}: {chosen.Node.Name}, not {string.Join(' ', expected.Select(l => l.Node))}");
        chosen.Pods.Select(p => p.Uid).ShouldBe(loss.Victims.Select(p => p.Uid), $"step {step}");
        chosen.Violations.ShouldBe(loss.Violations, $"step {step}");
        decision.Nominated.ShouldBe(loss.Node);
        foreach (var (uid, _) in _nominated.Where(n => n.Value.Node == loss.Node && n.Value.Pod.Priority < pod.Priority).ToList())
        {
            _nominated.Remove(uid);
        }

        _nominated[pod.Uid] = (pod, loss.Node);
        _preempted++;
        _several += loss.Victims.Count > 1 ? 1 : 0;
        _violating += loss.Violations > 0 ? 1 : 0;
        foreach (var victim in chosen.Pods.Where(_ => _make.Chance(0.8)))
        {
            Go(victim.Uid);
        }
    }

    /// <summary>The cluster with those for which room is being made, as far as they count for a pod: not itself, and nobody of lower priority.</summary>
    private List<SchedulingNode> Seen(List<SchedulingNode> nodes, PodInfo pod)
    {
        foreach (var node in nodes)
        {
            foreach (var standIn in node.Pods.Where(p => !_placed.Contains(p.Uid)).ToList())
            {
                node.Remove(standIn);
            }

            foreach (var (other, _) in _nominated.Values.Where(n => n.Node == node.Name && n.Pod.Uid != pod.Uid && n.Pod.Priority >= pod.Priority))
            {
                node.Add(other with { Traits = other.Traits.AsNominated });
            }
        }

        return nodes;
    }

    private void Disturb(int step)
    {
        if (step < 8 || _make.Chance(0.02))
        {
            _make.Node(_cluster, $"n{_random.Next(8)}");
        }

        if (_placed.Count > 0 && _make.Chance(0.1))
        {
            Go(_placed.ElementAt(_random.Next(_placed.Count)));
        }

        if (_nominated.Count > 0 && _make.Chance(0.05))
        {
            Go(_nominated.Keys.First());
        }

        if (_make.Chance(0.05))
        {
            _cluster.Budgets.Clear();
            for (var i = 0; i < 3; i++)
            {
                _cluster.Budgets.Add(Budget());
            }
        }
    }

    private PodDisruptionBudget Budget() => new()
    {
        Metadata = new ObjectMeta { Namespace = _make.Chance(0.7) ? "a" : "b" },
        Spec = new() { Selector = _make.Chance(0.2) ? new LabelSelector() : new LabelSelector { MatchLabels = new() { ["tier"] = "t" + _random.Next(2) } } },
        Status = new()
        {
            DisruptionsAllowed = _random.Next(3),
            DisruptedPods = _placed.Where(_ => _make.Chance(0.1)).ToDictionary(uid => _pods[uid].Key.Name, _ => (DateTime?)DateTime.UnixEpoch),
        },
    };

    private void Go(string uid)
    {
        _placed.Remove(uid);
        _nominated.Remove(uid);
        _cluster.Scheduler.Remove(uid);
    }
}
