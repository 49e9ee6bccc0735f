using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.Controllers.Pods;

/// <summary>
/// Decisions on random earlier states of one history, carried out in part, in any order and at random later times: whatever the views, no more pods live at once than the largest number that one of them
/// was asked for.
/// </summary>
public class RivalDecisionsTests
{
    private const string Uid = "uid";
    private readonly List<(string Name, bool Lives)> _history = [];
    private readonly List<(int Wanted, List<string> Names)> _open = [];
    private readonly HashSet<string> _living = [];
    private readonly HashSet<string> _given = [];

    [Theory]
    [InlineData(1, 5, 5)]
    [InlineData(2, 12, 12)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 2, 9)]
    [InlineData(5, 0, 7)]
    public void They_never_make_too_many(int seed, int least, int most)
    {
        var random = new Random(seed);
        var (ended, wanted) = (0, most);
        for (var step = 0; step < 4000; step++)
        {
            wanted = random.Next(20) == 0 ? random.Next(least, most + 1) : wanted;
            switch (random.Next(4))
            {
                case 0 when _open.Count < 4:
                    _open.Add((wanted, Decide(wanted, random.Next(Math.Max(0, _history.Count - 12), _history.Count + 1))));
                    break;
                case 1 when _open.Count > 0:
                    CarryOut(random.Next(_open.Count), random);
                    break;
                case 2 when _living.ToList() is { Count: > 0 } able:
                    End(able[random.Next(able.Count)]);
                    ended++;
                    break;
            }

            _living.Count.ShouldBeLessThanOrEqualTo(most, $"step {step}");
        }

        ended.ShouldBeGreaterThan(40);
    }

    /// <summary>What an activation would create that has seen so much of the history.</summary>
    private List<string> Decide(int wanted, int seen)
    {
        var view = _history.Take(seen).ToList();
        var used = new UsedNumbers();
        foreach (var (name, _) in view)
        {
            used.Add(PodNames.NumberOf(Uid, name)!.Value);
        }

        var living = view.Aggregate(new HashSet<string>(), (set, e) =>
        {
            _ = e.Lives ? set.Add(e.Name) : set.Remove(e.Name);
            return set;
        });
        return wanted > living.Count ? PodNames.Next("set-", Uid, wanted - living.Count, used.First, (number, _) => used.Contains(number)) : [];
    }

    /// <summary>Creates some of what was decided; a name that was given is refused.</summary>
    private void CarryOut(int index, Random random)
    {
        var (wanted, names) = _open[index];
        var rest = new List<string>();
        foreach (var name in names.OrderBy(_ => random.Next()))
        {
            if (random.Next(2) == 0)
            {
                rest.Add(name);
            }
            else if (_given.Add(name))
            {
                _living.Add(name);
                _history.Add((name, true));
            }
        }

        _open.RemoveAt(index);
        if (rest.Count > 0)
        {
            _open.Add((wanted, rest));
        }
    }

    private void End(string name)
    {
        _living.Remove(name);
        _history.Add((name, false));
    }
}
