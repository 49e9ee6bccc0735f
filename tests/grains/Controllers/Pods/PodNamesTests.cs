using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Tests.Controllers.Pods;

public class PodNamesTests
{
    [Fact]
    public void The_same_decision_asks_for_the_same_names() =>
        PodNames.Next("web-1", "uid", 7, 3, _ => false).ShouldBe(PodNames.Next("web-1", "uid", 7, 3, _ => false));

    [Fact]
    public void Another_state_gives_other_names() =>
        PodNames.Next("web-1", "uid", 8, 50, _ => false).Intersect(PodNames.Next("web-1", "uid", 7, 50, _ => false)).ShouldBeEmpty();

    [Fact]
    public void Taken_names_are_left_out()
    {
        var names = PodNames.Next("web-1", "uid", 7, 2, _ => false);
        PodNames.Next("web-1", "uid", 7, 1, names[0].Equals).ShouldBe([names[1]]);
    }

    [Fact]
    public void Thousands_are_distinct_and_well_formed()
    {
        var names = PodNames.Next("web-1", "uid", 7, 5000, _ => false);
        names.Distinct().Count().ShouldBe(5000);
        names.ShouldAllBe(n => n.Length == 11 && n.StartsWith("web-1-"));
    }
}
