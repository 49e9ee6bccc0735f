using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class StatusReportTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private static readonly Caller Agent = new("system:node:node-a", "", ["system:nodes"]);

    [Fact]
    public async Task What_is_others_to_say_stays_and_what_the_agent_no_longer_says_goes()
    {
        var pod = cluster.Pod("reported");
        await pod.CreateAsync(Samples.PodOn("node-a"));
        await pod.PatchAsync(
            """{"status":{"nominatedNodeName":"n","reason":"Old","podIP":"10.0.0.1","conditions":[{"type":"Gate","status":"True"},{"type":"Ready","status":"False","reason":"Old"}]}}""",
            PatchType.StrategicMerge,
            subresource: "status");

        (await ReportAsync("reported", """{"phase":"Running","conditions":[{"type":"Ready","status":"True"},{"type":"New","status":"True"}]}""")).Expect(200);

        var status = JsonNode.Parse(pod.Read()!)!["status"]!.ToJsonString();
        var stored = JsonNode.Parse(pod.Read()!)!;
        stored.At("status.phase").ShouldBe("Running");
        stored.At("status.nominatedNodeName").ShouldBe("n");
        status.ShouldNotContain("Old");
        status.ShouldNotContain("10.0.0.1");
        stored["status"]!["conditions"]!.AsArray().Select(condition => condition!.At("type")).ShouldBe(["Gate", "Ready", "New"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_report_on_another_pod_of_that_name_is_refused()
    {
        var pod = cluster.Pod("replaced");
        await pod.CreateAsync(Samples.PodOn("node-a"));

        (await ReportAsync("replaced", """{"phase":"Failed"}""", "predecessor")).ExpectRefusal(409, "Conflict");
        (await ReportAsync("replaced", """{"phase":1}""")).ExpectRefusal(400, "BadRequest");
        JsonNode.Parse(pod.Read()!)!.At("status.phase").ShouldBe("Pending");
    }

    [Fact]
    public async Task The_replica_shares_the_model_that_the_write_made_and_it_says_what_the_bytes_say()
    {
        var pod = cluster.Pod("shared");
        await pod.CreateAsync(Samples.PodOn("node-a"));
        await ReportAsync("shared", """{"phase":"Running"}""");

        var entry = cluster.Replica.Get(new("", "pods", "default", "shared"))!;
        entry.Decoded.ShouldBeOfType<Pod>();
        Encoding.UTF8.GetString(Orchestrator.Api.Json.JsonModel.ToBytes(entry.As<Pod>())).ShouldBe(Encoding.UTF8.GetString(entry.Json.Span));
    }

    private Task<WriteResult> ReportAsync(string name, string status, string uid = "") =>
        cluster.Grains.GetGrain<IPodGrain>(new Orchestrator.Api.Objects.ObjectKey("", "pods", "default", name).ToString())
            .ReportStatusAsync(Encoding.UTF8.GetBytes(status), uid, Agent, CancellationToken.None);
}
