namespace Orchestrator.Api.Tests.Apply;

public sealed class FieldOwnershipTests
{
    private readonly Subject _map = Subject.Of("core/v1.ConfigMap");

    [Fact]
    public void Who_changes_a_field_owns_it_alone()
    {
        _map.Update("a", "{data: {x: '1', w: '2'}}").Update("b", "{data: {x: '1', w: '3'}}");
        _map.Fields("a", "Update").ShouldBe("""{"f:data":{".":{},"f:x":{}}}""");
        _map.Fields("b", "Update").ShouldBe("""{"f:data":{"f:w":{}}}""");
    }

    [Fact]
    public void What_is_removed_is_nobodys()
    {
        _map.Update("a", "{data: {x: '1', w: '2'}}").Update("b", "{data: {x: '1'}}");
        _map.Managed!.ShouldHaveSingleItem().FieldsV1.ToString().ShouldBe("""{"f:data":{".":{},"f:x":{}}}""");
        _map.Update("b", "{}").Managed.ShouldBeNull();
    }

    [Fact]
    public void A_write_that_changes_nothing_leaves_the_entries_as_they_are()
    {
        var before = _map.Update("a", "{data: {x: '1'}}").Managed;
        _map.Update("b", "{data: {x: '1'}}").Managed.ShouldBeSameAs(before);
    }

    [Fact]
    public void Subresources_and_operations_have_entries_of_their_own()
    {
        _map.Update("a", "{data: {x: '1'}}").Update("a", "{data: {x: '1', w: '2'}}", subresource: "status");
        _map.Apply("a", "{data: {z: '3'}}");
        _map.Managed!.Select(entry => $"{entry.Operation} {entry.Subresource}").ShouldBe(["Apply ", "Update ", "Update status"]);
    }

    [Fact]
    public void At_most_ten_managers_update_and_older_ones_become_one()
    {
        for (var i = 0; i < 15; i++)
        {
            _map.Update($"m{i:00}", $"{{data: {{{string.Join(", ", Enumerable.Range(0, i + 1).Select(n => $"k{n:00}: v"))}}}}}");
        }

        _map.Managed!.Count.ShouldBe(10);
        _map.Managed[0].Manager.ShouldBe("ancient-changes");
        _map.Fields("ancient-changes", "Update").ShouldBe(
            """{"f:data":{".":{},"f:k00":{},"f:k01":{},"f:k02":{},"f:k03":{},"f:k04":{},"f:k05":{}}}""");
        _map.Managed[1].Manager.ShouldBe("m06");
    }

    [Fact]
    public void Items_and_whole_values_are_told_apart()
    {
        var pod = Subject.Of("core/v1.Pod");
        pod.Update("a", "{spec: {containers: [{name: x, image: i, command: [c]}], nodeSelector: {k: m}}}");
        pod.Update("b", "{spec: {containers: [{name: x, image: j, command: [d]}], nodeSelector: {k: o}}}");
        pod.Fields("b", "Update").ShouldBe("""{"f:spec":{"f:containers":{"k:{\"name\":\"x\"}":{"f:command":{},"f:image":{}}},"f:nodeSelector":{}}}""");
    }
}
