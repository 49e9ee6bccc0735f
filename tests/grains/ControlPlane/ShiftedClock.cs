namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>The system's clock, which a test can put forward. Timers run as they do; whatever is looked at again sees the new time.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);
}
