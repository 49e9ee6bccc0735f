namespace Orchestrator.Grains.Controllers.Pods;

/// <summary>Which numbers have been used: all up to one, and some above.</summary>
internal sealed class UsedNumbers
{
    private readonly HashSet<int> _above = [];

    /// <summary>The lowest that has not been used.</summary>
    public int First { get; private set; }

    /// <summary>The first number of which it is known whether it has been used; those below may have been.</summary>
    public int Known { get; private set; }

    /// <summary>Whether a number has been used.</summary>
    public bool Contains(int number) => number < First || _above.Contains(number);

    /// <summary>A number is used; false when it was already.</summary>
    public bool Add(int number)
    {
        if (number < First || !_above.Add(number))
        {
            return false;
        }

        while (_above.Remove(First))
        {
            First++;
        }

        return true;
    }

    /// <summary>All numbers up to one are used.</summary>
    public void AddUpTo(int number)
    {
        Known = First = Math.Max(First, number + 1);
        _above.RemoveWhere(above => above < First);
    }
}
