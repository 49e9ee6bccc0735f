namespace Orchestrator.Api.Tests.Strategies.Core.Pods;

public class PodColumnsTests : PodTest
{
    private const string Two = """{"containers":[{"name":"a"},{"name":"b"}]}""";
    private const string Init = """{"containers":[{"name":"a"}],"initContainers":[{"name":"i"},{"name":"j"}]}""";
    private const string Sidecar = """{"containers":[{"name":"a"}],"initContainers":[{"name":"s","restartPolicy":"Always"}]}""";

    [Theory]
    [InlineData(Two, """{"phase":"Pending"}""", "0/2", "Pending", "0")]
    [InlineData(Two, """{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"state":{"running":{}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "2/2", "Running", "0")]
    [InlineData(Two, """{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"state":{"running":{}}},{"name":"b","restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-01-01T11:58:00Z"}}}]}""", "1/2", "CrashLoopBackOff", "3 (2m ago)")]
    [InlineData(Two, """{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ImagePullBackOff"}}},{"name":"b","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "0/2", "ImagePullBackOff", "0")]
    [InlineData(Two, """{"phase":"Succeeded","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""", "0/2", "Completed", "0")]
    [InlineData(Two, """{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "0/2", "Error", "0")]
    [InlineData(Two, """{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":7}}}]}""", "0/2", "ExitCode:7", "0")]
    [InlineData(Two, """{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":137,"signal":9}}}]}""", "0/2", "Signal:9", "0")]
    [InlineData(Two, """{"phase":"Failed","reason":"Evicted"}""", "0/2", "Evicted", "0")]
    [InlineData(Two, """{"phase":"Running","containerStatuses":[{"name":"a","state":{"terminated":{"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "1/2", "NotReady", "0")]
    [InlineData(Two, """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"a","state":{"terminated":{"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "1/2", "Running", "0")]
    [InlineData(Two, """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""", "0/2", "SchedulingGated", "0")]
    [InlineData(Init, """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}},{"name":"j","state":{"waiting":{"reason":"PodInitializing"}}}]}""", "0/1", "Init:0/2", "0")]
    [InlineData(Init, """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}},{"name":"j","state":{"waiting":{"reason":"PodInitializing"}}}]}""", "0/1", "Init:1/2", "0")]
    [InlineData(Init, """{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""", "0/1", "Init:CrashLoopBackOff", "2")]
    [InlineData(Init, """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":3}}}]}""", "0/1", "Init:ExitCode:3", "0")]
    [InlineData(Init, """{"phase":"Failed","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":3,"reason":"Error"}}}]}""", "0/1", "Init:Error", "0")]
    [InlineData(Sidecar, """{"phase":"Running","initContainerStatuses":[{"name":"s","ready":true,"started":true,"restartCount":1,"state":{"running":{}}}],"containerStatuses":[{"name":"a","ready":true,"state":{"running":{}}}]}""", "2/2", "Running", "1")]
    public void Ready_status_and_restarts_say_what_the_containers_are_up_to(string spec, string status, string ready, string word, string restarts)
    {
        var row = Row(Kind, Pod(spec, status));
        (row["Ready"], row["Status"], row["Restarts"]).ShouldBe((ready, word, restarts));
    }

    [Theory]
    [InlineData("""{"phase":"Running"}""", "Terminating")]
    [InlineData("""{"phase":"Running","reason":"NodeLost"}""", "Unknown")]
    [InlineData("""{"phase":"Succeeded","reason":"Done"}""", "Done")]
    public void A_deleted_pod_is_on_its_way(string status, string word)
    {
        var pod = Pod(Two, status);
        pod.Metadata.DeletionTimestamp = Now;
        Row(Kind, pod)["Status"].ShouldBe(word);
    }

    [Fact]
    public void The_columns_are_those_of_a_real_server() =>
        Kind.Strategy!.Columns.Select(c => (c.Name, c.Type, c.Format, c.Priority)).ShouldBe(
        [
            ("Name", "string", "name", 0), ("Ready", "string", "", 0), ("Status", "string", "", 0), ("Restarts", "string", "", 0), ("Age", "string", "", 0),
            ("IP", "string", "", 1), ("Node", "string", "", 1), ("Nominated Node", "string", "", 1), ("Readiness Gates", "string", "", 1),
        ]);

    [Fact]
    public void Wide_columns_say_where_it_runs()
    {
        var pod = Pod(
            """{"nodeName":"n1","readinessGates":[{"conditionType":"a"},{"conditionType":"b"}],"containers":[]}""",
            """{"podIPs":[{"ip":"10.0.0.1"},{"ip":"fd00::1"}],"conditions":[{"type":"a","status":"True"}]}""");
        pod.Metadata.CreationTimestamp = Now.AddHours(-30);
        var row = Row(Kind, pod);
        (row["Name"], row["Age"], row["IP"], row["Node"], row["Nominated Node"], row["Readiness Gates"]).ShouldBe(("p", "30h", "10.0.0.1", "n1", "<none>", "1/2"));
    }
}
