using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

public sealed class ReconcileResultTests
{
    [Fact]
    public void What_is_due_is_looked_at_at_once_and_what_is_years_away_once_a_day()
    {
        ReconcileResult.After(TimeSpan.FromSeconds(-5)).RequeueAfter.ShouldBe(TimeSpan.FromMilliseconds(1));
        ReconcileResult.After(TimeSpan.FromMinutes(5)).RequeueAfter.ShouldBe(TimeSpan.FromMinutes(5));
        ReconcileResult.After(TimeSpan.FromDays(365_000)).RequeueAfter.ShouldBe(ReconcileResult.Longest);
    }

    [Fact]
    public void The_sooner_of_two_counts()
    {
        ReconcileResult.After(TimeSpan.FromMinutes(5)).Or(ReconcileResult.After(TimeSpan.FromMinutes(2))).RequeueAfter.ShouldBe(TimeSpan.FromMinutes(2));
        ReconcileResult.Done.Or(ReconcileResult.After(TimeSpan.FromMinutes(2))).RequeueAfter.ShouldBe(TimeSpan.FromMinutes(2));
        ReconcileResult.After(TimeSpan.FromMinutes(2)).Or(ReconcileResult.Done).RequeueAfter.ShouldBe(TimeSpan.FromMinutes(2));
    }
}
