using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Tests.Tables;

public class HumanDurationTests
{
    [Theory]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(121, "2m1s")]
    [InlineData(599, "9m59s")]
    [InlineData(601, "10m")]
    [InlineData(179 * 60, "179m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData(3 * 3600 + 900, "3h15m")]
    [InlineData(8 * 3600 + 900, "8h")]
    [InlineData(47 * 3600, "47h")]
    [InlineData(48 * 3600, "2d")]
    [InlineData(50 * 3600, "2d2h")]
    [InlineData(8 * 24 * 3600 + 7200, "8d")]
    [InlineData(729L * 24 * 3600, "729d")]
    [InlineData(730L * 24 * 3600, "2y")]
    [InlineData(733L * 24 * 3600, "2y3d")]
    [InlineData(8L * 365 * 24 * 3600 + 86400, "8y")]
    public void Spans_are_told_in_at_most_two_units(long seconds, string text) => HumanDuration.Format(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Fact]
    public void Without_a_time_it_is_unknown() => HumanDuration.Since(null, DateTime.UnixEpoch).ShouldBe("<unknown>");
}
