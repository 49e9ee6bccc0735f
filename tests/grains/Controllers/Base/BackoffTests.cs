using Orchestrator.Grains.Controllers;

namespace Orchestrator.Grains.Tests.Controllers.Base;

public class BackoffTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(50, 60_000)]
    [InlineData(5000, 60_000)]
    public void Doubles_up_to_its_limit(int failures, int milliseconds) =>
        Backoff.Controllers.After(failures).ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
}
