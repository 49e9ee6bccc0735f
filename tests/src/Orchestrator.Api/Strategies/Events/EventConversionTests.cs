using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Tests.Strategies.Events;

public class EventConversionTests : StrategyTest
{
    private const string New = """
        {"metadata":{"name":"e","namespace":"default"},"eventTime":"2026-01-01T11:50:00.123456Z","series":{"count":5,"lastObservedTime":"2026-01-01T11:58:00.000001Z"},
         "reportingController":"example.com/c","reportingInstance":"i","action":"Binding","reason":"R","regarding":{"kind":"Pod","namespace":"default","name":"p"},
         "related":{"kind":"Node","name":"n"},"note":"N","type":"Warning","deprecatedSource":{"component":"s","host":"h"},
         "deprecatedFirstTimestamp":"2026-01-01T11:00:00Z","deprecatedLastTimestamp":"2026-01-01T11:30:00Z","deprecatedCount":3}
        """;

    [Fact]
    public void Every_field_has_its_other_name()
    {
        var stored = (Event)ToStored(New);
        JsonNode.DeepEquals(JsonNode.Parse(JsonModel.ToBytes(stored)), JsonNode.Parse("""
            {"kind":"Event","apiVersion":"v1","metadata":{"name":"e","namespace":"default"},"eventTime":"2026-01-01T11:50:00.123456Z",
             "series":{"count":5,"lastObservedTime":"2026-01-01T11:58:00.000001Z"},"reportingComponent":"example.com/c","reportingInstance":"i","action":"Binding","reason":"R",
             "involvedObject":{"kind":"Pod","namespace":"default","name":"p"},"related":{"kind":"Node","name":"n"},"message":"N","type":"Warning",
             "source":{"component":"s","host":"h"},"firstTimestamp":"2026-01-01T11:00:00Z","lastTimestamp":"2026-01-01T11:30:00Z","count":3}
            """)).ShouldBeTrue(Encoding.UTF8.GetString(JsonModel.ToBytes(stored)));
    }

    [Fact]
    public void Nothing_is_lost_there_and_back()
    {
        var kind = Find("events.k8s.io/v1", "Event");
        var back = JsonNode.Parse(kind.Conversion!.FromStored(JsonModel.ToBytes(ToStored(New))))!.AsObject();
        back.Remove("kind");
        back.Remove("apiVersion");
        JsonNode.DeepEquals(back, JsonNode.Parse(New)).ShouldBeTrue(back.ToJsonString());
    }

    [Fact]
    public void The_newer_API_is_strict()
    {
        var kind = Find("events.k8s.io/v1", "Event");
        Create(kind, ToStored("""
            {"metadata":{"name":"e","namespace":"default"},"regarding":{"kind":"Pod","namespace":"default","name":"p"},"type":"Odd","deprecatedCount":2,
             "deprecatedSource":{"component":"s"},"series":{"count":1}}
            """)).ShouldBe(
        [
            "series.count: Invalid value: \"\": should be at least 2",
            "series.lastObservedTime: Required value",
            "eventTime: Required value",
            "type: Invalid value: \"\": has invalid value: Odd",
            "count: Invalid value: \"\": needs to be unset",
            "source: Invalid value: \"\": needs to be unset",
        ], ignoreOrder: true);
        Create(kind, ToStored("""
            {"metadata":{"name":"e","namespace":"default"},"regarding":{"kind":"Pod","namespace":"default","name":"p"},"type":"Normal","eventTime":"2026-01-01T11:50:00.000000Z",
             "reportingController":"c d"}
            """)).ShouldBe(
        [
            "reportingController: Invalid value: \"c d\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
            "reportingInstance: Required value",
            "action: Required value",
            "reason: Required value",
        ], ignoreOrder: true);
    }

    private Api.Objects.IKubeObject ToStored(string json) =>
        Find("events.k8s.io/v1", "Event").Conversion!.ToStored(Decode<Models.Events.V1.Event>("events.k8s.io/v1", "Event", json));
}
