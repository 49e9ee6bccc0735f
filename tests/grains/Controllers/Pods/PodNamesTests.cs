using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.Controllers.Pods;

public class PodNamesTests
{
    [Fact]
    public void The_same_decision_asks_for_the_same_names() => Next("uid", 7, 3).ShouldBe(Next("uid", 7, 3));

    [Fact]
    public void A_later_number_gives_other_names_and_so_does_another_owner()
    {
        Next("uid", 57, 50).Intersect(Next("uid", 7, 50)).ShouldBeEmpty();
        Next("uid", 7, 2).ShouldBe(Next("uid", 6, 3).Skip(1));
        Next("other", 7, 50).Intersect(Next("uid", 7, 50)).ShouldBeEmpty();
    }

    [Fact]
    public void Taken_names_are_left_out()
    {
        var names = Next("uid", 7, 2);
        PodNames.Next("web-1-", "uid", 1, 7, (_, name) => name == names[0]).ShouldBe([names[1]]);
    }

    [Fact]
    public void Thousands_are_distinct_and_well_formed_and_say_their_numbers()
    {
        var names = Next("uid", 0, 5000);
        names.Distinct().Count().ShouldBe(5000);
        names.ShouldAllBe(n => n.Length == 11 && n.StartsWith("web-1-"));
        names.ConvertAll(n => PodNames.NumberOf("uid", n)).ShouldBe(Enumerable.Range(0, 5000).Select(i => (int?)i));
        names.Select(n => n[6]).Distinct().Count().ShouldBe(27, "they look like chance");
    }

    [Fact]
    public void The_last_number_is_followed_by_the_first() =>
        Next("uid", 27 * 27 * 27 * 27 * 27, 1).ShouldBe(Next("uid", 0, 1));

    [Theory]
    [InlineData("web-1-aaaaa")]
    [InlineData("web-bbbb")]
    [InlineData("bbbbb")]
    [InlineData("")]
    public void Other_names_have_no_number(string name) => PodNames.NumberOf("uid", name).ShouldBeNull();

    [Fact]
    public void A_name_is_never_too_long()
    {
        PodNames.Next(PodNames.Prefix(new string('x', 253)), "uid", 1, 0, (_, _) => false)[0].Length.ShouldBe(253);
    }

    private static List<string> Next(string uid, int first, int count) => PodNames.Next(PodNames.Prefix("web-1"), uid, count, first, (_, _) => false);
}
