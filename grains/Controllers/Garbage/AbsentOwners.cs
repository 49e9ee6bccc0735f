namespace Orchestrator.Grains.Controllers.Garbage;

/// <summary>
/// The last owners that were seen to go and had dependents (a real collector's <c>absentOwnerCache</c>): they are known to be gone even when their kind is no longer
/// served, as after the deletion of a custom resource's definition.
/// </summary>
internal sealed class AbsentOwners
{
    private const int Most = 500;
    private readonly Lock _lock = new();
    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Remembers one.</summary>
    public void Add(string uid)
    {
        lock (_lock)
        {
            if (!_uids.Add(uid))
            {
                return;
            }

            _order.Enqueue(uid);
            if (_order.Count > Most)
            {
                _uids.Remove(_order.Dequeue());
            }
        }
    }

    /// <summary>Whether it is known to be gone.</summary>
    public bool Contains(string uid)
    {
        lock (_lock)
        {
            return _uids.Contains(uid);
        }
    }
}
