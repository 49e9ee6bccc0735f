using System.Text;
using Orchestrator.Api.Patches;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

/// <summary>Activation is not a lock: two at once cost retries and never an update.</summary>
public sealed class SeveralActivationsTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Two_activations_that_write_at_once_lose_nothing()
    {
        var subject = await cluster.ExistingConfigMapAsync("shared");
        var second = await SecondActivation.OfAsync(cluster, subject.Key);

        var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
        {
            var patch = $$$"""{"data":{"k{{{i}}}":"v"}}""";
            return i % 2 == 0 ? subject.PatchAsync(patch) : second.WriteAsync(Request(WriteVerb.Patch, patch));
        }));

        results.ShouldAllBe(result => result.Code == 200);
        results.Select(result => result.Revision).Distinct().Count().ShouldBe(64);
        Enumerable.Range(0, 64).ShouldAllBe(i => subject.Read()!.Contains($"\"k{i}\":\"v\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Two_activations_that_create_at_once_create_one_object()
    {
        var subject = cluster.ConfigMap("contested");
        var second = await SecondActivation.OfAsync(cluster, subject.Key);

        var results = await Task.WhenAll(subject.CreateAsync(), second.WriteAsync(Request(WriteVerb.Create, "{}")));

        results.Select(result => result.Code).Order().ShouldBe([201, 409]);
    }

    [Fact]
    public async Task An_activation_learns_of_what_another_has_done()
    {
        var subject = await cluster.ExistingConfigMapAsync("followed");
        var second = await SecondActivation.OfAsync(cluster, subject.Key);

        (await second.WriteAsync(Request(WriteVerb.Patch, """{"data":{"a":"1"}}"""))).Expect(200);
        (await subject.PatchAsync("""[{"op":"test","path":"/data/a","value":"1"}]""", PatchType.Json)).Expect(200);
        (await subject.DeleteAsync()).Expect(200);
        (await second.WriteAsync(Request(WriteVerb.Patch, """{"data":{"a":"2"}}"""))).ExpectRefusal(404, "NotFound");
        (await second.WriteAsync(Request(WriteVerb.Create, "{}"))).Expect(201);
        (await subject.CreateAsync()).ExpectRefusal(409, "AlreadyExists");
    }

    private static WriteRequest Request(WriteVerb verb, string body) => new(
        verb, "v1", "", Encoding.UTF8.GetBytes(body), verb == WriteVerb.Patch ? PatchType.Merge : PatchType.None, WriteOptions.None, Caller.Named("someone"));
}
