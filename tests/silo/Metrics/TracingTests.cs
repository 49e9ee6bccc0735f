using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Metrics;

[Collection(SiloCollection.Name)]
public sealed class TracingTests(SiloFixture silo)
{
    [Fact]
    public async Task A_write_is_one_trace_from_the_request_to_the_commit()
    {
        var ns = await silo.NamespaceAsync();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("Orchestrator.", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var trace = ActivityTraceId.CreateRandom().ToHexString();

        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/namespaces/{ns}/configmaps")
        {
            Version = HttpVersion.Version20,
            Content = new StringContent("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"traced"}}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await silo.Api.Http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);

        Activity? Find(string name) => spans.FirstOrDefault(span => span.DisplayName == name && span.TraceId.ToHexString() == trace);
        (await Until(() => Find("create configmaps") is not null)).ShouldBeTrue();
        var (root, write, commit) = (Find("create configmaps")!, Find("object write")!, Find("ledger commit")!);
        root.ParentSpanId.ToHexString().ShouldBe("00f067aa0ba902b7");
        root.GetTagItem("http.response.status_code").ShouldBe(201);
        write.ParentSpanId.ShouldBe(root.SpanId);
        commit.ParentSpanId.ShouldBe(write.SpanId);
    }

    // the span ends after the answer has left
    private static async Task<bool> Until(Func<bool> condition)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(10); await Task.Yield())
        {
            if (condition())
            {
                return true;
            }
        }

        return false;
    }
}
