using System.Diagnostics;
using Orchestrator.Silo.Tests.Support;
using Xunit.Abstractions;

namespace Orchestrator.Silo.Tests.CustomResources;

/// <summary>Many definitions at once: each is served when the answer to its creation is followed by its condition, and all are there after a restart.</summary>
[Collection(SiloCollection.Name)]
public sealed class ManyDefinitionsTests(SiloFixture silo, ITestOutputHelper output)
{
    private const int Count = 200;

    [Fact]
    public async Task They_are_established_side_by_side_and_loaded_at_the_start()
    {
        var groups = Enumerable.Range(0, Count).Select(_ => Definitions.NewGroup()).ToArray();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (group, _) =>
            (await silo.Api.PostAsync(Definitions.Path, Definitions.CronTab(group, Definitions.Version("\"a\":{\"type\":\"string\"}")))).ShouldBe(201));
        foreach (var group in groups)
        {
            await silo.Api.ConditionAsync($"crontabs.{group}", "Established");
            (await silo.Api.GetAsync($"/apis/{group}/v1/crontabs")).ShouldBe(200);
        }

        output.WriteLine($"{Count} definitions established after {clock.ElapsedMilliseconds} ms");
        clock.Restart();
        var discovery = await silo.Api.GetAsync("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        groups.ShouldAllBe(group => discovery.Text.Contains($"\"{group}\"", StringComparison.Ordinal));
        output.WriteLine($"aggregated discovery, {discovery.Bytes.Length} bytes, after {clock.ElapsedMilliseconds} ms");

        await silo.StopAsync();
        clock.Restart();
        await silo.StartAsync();
        output.WriteLine($"started after {clock.ElapsedMilliseconds} ms");
        foreach (var group in groups)
        {
            (await silo.Api.GetAsync($"/apis/{group}/v1/crontabs")).ShouldBe(200);
        }
    }
}
