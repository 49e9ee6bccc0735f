using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Tests.Objects;

public sealed class ResourceClientTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Reads_follow_writes()
    {
        var json = await cluster.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { Name = "typed", Namespace = "default" }, Data = new() { ["a"] = "1" } }, CancellationToken.None);
        var created = JsonModel.Read<ConfigMap>(json);
        var key = cluster.ConfigMap("typed").Key;
        cluster.Replica.Get(key).ShouldNotBeNull();

        created.Data!["a"] = "2";
        var updated = JsonModel.Read<ConfigMap>(await cluster.Client.UpdateAsync(created, CancellationToken.None));
        updated.Metadata.ResourceVersion.ShouldBe(cluster.Replica.Get(key)!.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));

        await cluster.Client.PatchAsync(key, """{"data":{"b":"3"}}"""u8.ToArray(), "", CancellationToken.None);
        cluster.ConfigMap("typed").Read()!.ShouldContain("\"b\":\"3\"");

        await cluster.Client.DeleteAsync(key, WriteOptions.None, CancellationToken.None);
        cluster.Replica.Get(key).ShouldBeNull();
    }

    [Fact]
    public async Task Names_are_generated()
    {
        var json = await cluster.Client.CreateAsync(
            new ConfigMap { Metadata = new ObjectMeta { GenerateName = "web-", Namespace = "default" } }, CancellationToken.None);

        var created = JsonModel.Read<ConfigMap>(json);
        created.Metadata.Name!.Length.ShouldBe(9);
        created.Metadata.Name.ShouldStartWith("web-");
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_its_status()
    {
        var refusal = await Should.ThrowAsync<ApiException>(() => cluster.Client.DeleteAsync(cluster.ConfigMap("none").Key, WriteOptions.None, CancellationToken.None));

        refusal.Status.Code.ShouldBe(404);
        refusal.Status.Reason.ShouldBe("NotFound");
    }
}
