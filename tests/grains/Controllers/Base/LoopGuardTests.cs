using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

public class LoopGuardTests
{
    private readonly LoopGuard _guard = new(LoopLimits.Default);
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Writing_nine_times_a_second_for_an_hour_is_nothing_unusual()
    {
        Write(9 * 3600, TimeSpan.FromSeconds(1.0 / 9)).ShouldBe(TimeSpan.Zero);
        _guard.Describe(_now).ShouldBeEmpty();
    }

    [Fact]
    public void A_burst_is_not_slowed_down() => Write(200, TimeSpan.FromMilliseconds(1)).ShouldBe(TimeSpan.Zero);

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(600)]
    public void Honest_work_takes_no_more_than_a_fiftieth_longer(int seconds)
    {
        // each look takes 3 ms; what it waits comes on top
        var waited = TimeSpan.Zero;
        var worked = TimeSpan.Zero;
        var looks = 0;
        while (worked + waited < TimeSpan.FromSeconds(seconds))
        {
            var wait = _guard.Wrote(_now);
            (waited, worked, looks) = (waited + wait, worked + TimeSpan.FromMilliseconds(3), looks + 1);
            _now += TimeSpan.FromMilliseconds(3) + wait;
            wait.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(Math.Min(5, seconds * 0.02)));
        }

        looks.ShouldBeLessThan(200 + (int)(50 * Math.Log(seconds * 1000)), "a fight is slower the longer it goes on");
    }

    [Fact]
    public void It_is_told_once_after_half_a_minute_and_forgotten_when_calm_returns()
    {
        var told = 0;
        for (var end = _now.AddMinutes(2); _now < end; _now += TimeSpan.FromMilliseconds(1))
        {
            _now += _guard.Wrote(_now);
            told += _guard.ShouldWarn(_now) ? 1 : 0;
        }

        told.ShouldBe(1);
        _guard.Describe(_now).ShouldContain("times in 1");
        _guard.Calm();
        _guard.Describe(_now).ShouldBeEmpty();
        Write(200, TimeSpan.FromMilliseconds(1)).ShouldBe(TimeSpan.Zero);
    }

    /// <summary>The longest wait of so many looks that write, so far apart.</summary>
    private TimeSpan Write(int looks, TimeSpan apart)
    {
        var longest = TimeSpan.Zero;
        for (var i = 0; i < looks; i++)
        {
            var wait = _guard.Wrote(_now);
            longest = wait > longest ? wait : longest;
            _now += apart;
        }

        return longest;
    }
}
