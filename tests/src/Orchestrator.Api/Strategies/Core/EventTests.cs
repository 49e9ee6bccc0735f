using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Core;

public class EventTests : StrategyTest
{
    private const string Core = """
        {"metadata":{"name":"e","namespace":"default"},"involvedObject":{"kind":"Pod","namespace":"default","name":"p","fieldPath":"spec.containers{c}"},
         "reason":"Pulled","message":"Image is there\n","type":"Normal","source":{"component":"agent","host":"n1"},"count":3,
         "firstTimestamp":"2026-01-01T11:00:00Z","lastTimestamp":"2026-01-01T11:59:30Z"}
        """;

    [Fact]
    public void The_table_says_what_happened_and_when()
    {
        var kind = Find("v1", "Event");
        var row = Row(kind, Decode<Event>("v1", "Event", Core));
        kind.Strategy!.Columns.Select(c => c.Name).ShouldBe(["Last Seen", "Type", "Reason", "Object", "Subobject", "Source", "Message", "First Seen", "Count", "Name"]);
        row.Values.ShouldBe(["30s", "Normal", "Pulled", "pod/p", "spec.containers{c}", "agent, n1", "Image is there", "60m", "3", "e"]);
    }

    [Fact]
    public void The_newer_API_prints_alike()
    {
        var kind = Find("events.k8s.io/v1", "Event");
        var row = Row(kind, kind.Conversion!.ToStored(Decode<Models.Events.V1.Event>("events.k8s.io/v1", "Event", """
            {"metadata":{"name":"e","namespace":"default"},"regarding":{"kind":"Pod","namespace":"default","name":"p"},"reason":"R","note":"N","type":"Warning",
             "reportingController":"c","reportingInstance":"i","eventTime":"2026-01-01T11:50:00.000000Z","series":{"count":5,"lastObservedTime":"2026-01-01T11:58:00.000000Z"}}
            """)));
        row.Values.ShouldBe(["2m", "Warning", "R", "pod/p", "", "c, i", "N", "10m", "5", "e"]);
    }

    [Fact]
    public void It_is_in_the_namespace_of_what_it_is_about()
    {
        var e = Decode<Event>("v1", "Event", Core);
        e.InvolvedObject.Namespace = "other";
        Create(Find("v1", "Event"), e).ShouldBe(["involvedObject.namespace: Invalid value: \"other\": does not match event.namespace"]);
        Create(Find("v1", "Event"), Decode<Event>("v1", "Event", Core)).ShouldBeEmpty();
    }

    [Fact]
    public void It_can_be_selected_by_what_it_is_about()
    {
        var fields = Find("v1", "Event").Strategy!.SelectableFields;
        var e = Decode<Event>("v1", "Event", Core);
        (fields["involvedObject.name"](e), fields["involvedObject.kind"](e), fields["reason"](e), fields["type"](e), fields["source"](e))
            .ShouldBe(("p", "Pod", "Pulled", "Normal", "agent"));
    }
}
