using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Strategies;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Tests.Tables;

public class TableWriterTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly IReadOnlyList<TableColumn> PodTable = PodColumns();

    [Fact]
    public void A_row_has_cells_and_the_objects_metadata()
    {
        var table = Write(new TableRequest { Now = Now, Metadata = new ListMeta { ResourceVersion = "7" } });
        ((string)table["kind"]!, (string)table["apiVersion"]!, (string)table["metadata"]!["resourceVersion"]!).ShouldBe(("Table", "meta.k8s.io/v1", "7"));
        table["columnDefinitions"]![0]!.ToJsonString().ShouldStartWith("""{"name":"Name","type":"string","format":"name","description":""");
        ((int)table["columnDefinitions"]![5]!["priority"]!).ShouldBe(1);
        table["rows"]![0]!["cells"]!.ToJsonString().ShouldBe("""["p","0/1","Pending","0","2m","\u003Cnone\u003E","\u003Cnone\u003E","\u003Cnone\u003E","\u003Cnone\u003E"]""");
        table["rows"]![0]!["object"]!.ToJsonString().ShouldBe(
            """{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"p","namespace":"default","creationTimestamp":"2026-01-01T11:58:00Z"}}""");
    }

    [Fact]
    public void A_client_may_want_the_object_or_nothing_of_it()
    {
        ((string)Write(new TableRequest { Now = Now, IncludeObject = IncludeObject.Object })["rows"]![0]!["object"]!["kind"]!).ShouldBe("Pod");
        Write(new TableRequest { Now = Now, IncludeObject = IncludeObject.None })["rows"]![0]!["object"].ShouldBeNull();
    }

    [Fact]
    public void Headers_are_left_out_on_request_and_the_older_version_is_named()
    {
        var table = Write(new TableRequest { Now = Now, NoHeaders = true, Version = "v1beta1" });
        table["columnDefinitions"]!.AsArray().Count.ShouldBe(0);
        ((string)table["apiVersion"]!, (string)table["rows"]![0]!["object"]!["apiVersion"]!).ShouldBe(("meta.k8s.io/v1beta1", "meta.k8s.io/v1beta1"));
    }

    [Fact]
    public void A_kind_without_columns_shows_its_name_and_when_it_was_created() =>
        Columns.Default.Select(column => column.Cell(Pod(), Now).ToString()).ShouldBe(["p", "2026-01-01T11:58:00Z"]);

    [Fact]
    public void Five_thousand_pods_take_a_moment()
    {
        var rows = Enumerable.Repeat(new TableRowSource(Pod(), default), 5000).ToList();
        var output = new ArrayBufferWriter<byte>(4 << 20);
        Run();
        output.ResetWrittenCount();
        var watch = Stopwatch.StartNew();
        Run();
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));

        void Run()
        {
            using var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions);
            TableWriter.Write(writer, PodTable, rows, new TableRequest { Now = Now });
        }
    }

    private static JsonNode Write(TableRequest request)
    {
        var output = new ArrayBufferWriter<byte>();
        var pod = Pod();
        using (var writer = new Utf8JsonWriter(output, JsonModel.WriterOptions))
        {
            TableWriter.Write(writer, PodTable, [new TableRowSource(pod, JsonModel.ToBytes(pod))], request);
        }

        return JsonNode.Parse(output.WrittenSpan)!;
    }

    private static Pod Pod() => JsonModel.Read<Pod>(Encoding.UTF8.GetBytes("""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default","creationTimestamp":"2026-01-01T11:58:00Z"},
         "spec":{"containers":[{"name":"c"}]},"status":{"phase":"Pending"}}
        """));

    private static IReadOnlyList<TableColumn> PodColumns()
    {
        var registry = KindRegistry.BuiltIn();
        BuiltInStrategies.Attach(registry);
        return registry.TryGetKind("v1", "Pod")!.Strategy!.Columns;
    }
}
