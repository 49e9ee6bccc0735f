using Orchestrator.Grains.Controllers.Deployments;

namespace Orchestrator.Grains.Tests.Controllers.Deployments;

/// <summary>A deployment with a new and two old replica sets, whose parts act one small random step at a time.</summary>
internal sealed class RolloutModel
{
    private readonly Random _random;
    private readonly int _replicas;
    private readonly int _maxSurge;
    private readonly int _maxUnavailable;
    private readonly ReplicaSetSize[] _sets;

    public RolloutModel(int replicas, int maxSurge, int maxUnavailable, int seed)
    {
        (_replicas, _maxSurge, _maxUnavailable, _random) = (replicas, maxSurge, maxUnavailable, new Random(seed));
        var first = _random.Next(replicas + 1);
        _sets =
        [
            new("new", 0, 0, 0, DateTime.UnixEpoch.AddMinutes(3)),
            new("old-1", first, first, first, DateTime.UnixEpoch.AddMinutes(1)),
            new("old-2", replicas - first, replicas - first, replicas - first, DateTime.UnixEpoch.AddMinutes(2)),
        ];
    }

    public void Run()
    {
        for (var step = 0; _sets[0].Available != _replicas || _sets[1].Active + _sets[2].Active > 0; step++)
        {
            step.ShouldBeLessThan(100_000, "the rollout does not end");
            Step();
            (_sets[0].Active + _sets[1].Active + _sets[2].Active).ShouldBeLessThanOrEqualTo(_replicas + _maxSurge);
            (_sets[0].Available + _sets[1].Available + _sets[2].Available).ShouldBeGreaterThanOrEqualTo(_replicas - _maxUnavailable);
        }
    }

    private void Step()
    {
        ref var set = ref _sets[_random.Next(3)];
        switch (_random.Next(3))
        {
            case 0:
                Deploy();
                break;
            case 1 when set.Active < set.Desired:
                set = set with { Active = set.Active + 1 };
                break;
            case 1 when set.Active > set.Desired:
                // The unready ones go first.
                set = set with { Active = set.Active - 1, Available = Math.Min(set.Available, set.Active - 1) };
                break;
            case 2 when set.Available < set.Active:
                set = set with { Available = set.Available + 1 };
                break;
        }
    }

    private void Deploy()
    {
        var grown = RollingUpdate.NewReplicas(_replicas, _maxSurge, _sets[0], _sets.AsSpan(1));
        if (grown != _sets[0].Desired)
        {
            _sets[0] = _sets[0] with { Desired = grown };
            return;
        }

        foreach (var scale in RollingUpdate.OldReplicas(_replicas, _maxUnavailable, _sets[0], _sets.AsSpan(1)))
        {
            ref var set = ref _sets[scale.Name == "old-1" ? 1 : 2];
            set = set with { Desired = scale.Replicas };
        }
    }
}
