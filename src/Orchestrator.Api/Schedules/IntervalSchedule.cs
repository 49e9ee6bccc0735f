namespace Orchestrator.Api.Schedules;

/// <summary><c>@every 90m</c>: so long after the last time, whole seconds, at least one.</summary>
internal sealed class IntervalSchedule(TimeSpan interval) : CronSchedule
{
    private readonly long _ticks = Math.Max(1, interval.Ticks / TimeSpan.TicksPerSecond) * TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTime? Next(DateTime after)
    {
        var whole = after.Ticks - (after.Ticks % TimeSpan.TicksPerSecond);
        return whole > DateTime.MaxValue.Ticks - _ticks ? null : new DateTime(whole + _ticks, DateTimeKind.Utc);
    }

    /// <inheritdoc/>
    public override DateTime? Latest(DateTime after, DateTime until) =>
        Next(after) is { } first && first <= until ? first.AddTicks((until - first).Ticks / _ticks * _ticks) : null;
}
