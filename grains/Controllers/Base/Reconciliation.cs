using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Controllers;

/// <summary>One look at an object, while it is under way: what it has written so far. It goes with the look's calls, so that a controller's one client can tell its objects apart.</summary>
internal sealed class Reconciliation
{
    private static readonly AsyncLocal<Reconciliation?> UnderWay = new();
    private int _writes;

    /// <summary>The look that this call belongs to, or null.</summary>
    public static Reconciliation? Current => UnderWay.Value;

    /// <summary>Accepted writes.</summary>
    public int Writes => Volatile.Read(ref _writes);

    /// <summary>The last write that was refused, whether the controller lets it pass or not; null when none was.</summary>
    public ApiException? Refused { get; private set; }

    /// <summary>Begins a look in the calling asynchronous method; it ends with that method.</summary>
    public static Reconciliation Begin() => UnderWay.Value = new Reconciliation();

    /// <summary>A write was accepted.</summary>
    public void Wrote() => Interlocked.Increment(ref _writes);

    /// <summary>A write was refused.</summary>
    public void WasRefused(ApiException refusal) => Refused = refusal;
}
