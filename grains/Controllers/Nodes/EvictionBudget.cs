namespace Orchestrator.Grains.Controllers.Nodes;

/// <summary>A zone's share of nodes that may lose their pods now: one, and then one more every so often. Not safe for several threads.</summary>
internal sealed class EvictionBudget
{
    private DateTime? _last;

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake(double rate, DateTime now)
    {
        if (Wait(rate, now) > TimeSpan.Zero)
        {
            return false;
        }

        _last = now;
        return true;
    }

    /// <summary>How long until there is one.</summary>
    public TimeSpan Wait(double rate, DateTime now)
    {
        if (rate <= 0)
        {
            return TimeSpan.MaxValue;
        }

        var due = _last is { } last ? last + TimeSpan.FromSeconds(1 / rate) : now;
        return due > now ? due - now : TimeSpan.Zero;
    }
}
