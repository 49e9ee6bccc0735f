using System.Globalization;

namespace Orchestrator.Api.Reconciling;

/// <summary>What a reconcile came to, when it did not throw.</summary>
/// <param name="RequeueAfter">When to look again although nothing may have changed; null when a change is what brings the next look.</param>
public readonly record struct ReconcileResult(TimeSpan? RequeueAfter)
{
    private readonly FormattableString? _words;

    /// <summary>The object is as it should be, or a change will tell.</summary>
    public static ReconcileResult Done { get; }

    /// <summary>The longest that anything waits: looking once a day for what is far away costs nothing, and no timer goes on for years.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>What was decided, in plain words for people (<c>why</c>); empty when there is nothing to say.</summary>
    public string Decision => _words?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>Look again then, or earlier when that is far away: something depends on time.</summary>
    public static ReconcileResult After(TimeSpan delay) => new(TimeSpan.FromTicks(Math.Clamp(delay.Ticks, TimeSpan.TicksPerMillisecond, Longest.Ticks)));

    /// <summary>
    /// Says what was decided: what blocks it, and what would unblock it (<c>$"waits for {count} pods to become ready"</c>). The words are put together only when somebody asks
    /// for them, so what stands in them must not change later: numbers and texts, no lists that live on.
    /// </summary>
    public ReconcileResult Because(FormattableString words) => new(this, words);

    /// <summary>The sooner of two; the words of both.</summary>
    public ReconcileResult Or(ReconcileResult other)
    {
        var sooner = RequeueAfter is null || other.RequeueAfter < RequeueAfter ? other.RequeueAfter is null ? this : other : this;
        return _words is null ? new(sooner, other._words) : other._words is null ? new(sooner, _words) : new(sooner, $"{_words}; {other._words}");
    }

    private ReconcileResult(ReconcileResult result, FormattableString? words)
        : this(result.RequeueAfter) => _words = words;
}
