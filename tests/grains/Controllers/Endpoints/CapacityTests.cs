using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Endpoints;

namespace Orchestrator.Grains.Tests.Controllers.Endpoints;

public class CapacityTests
{
    [Theory]
    [InlineData("600/0", "600/0", false)]
    [InlineData("600/400", "600/400", false)]
    [InlineData("600/500", "600/400", true)]
    [InlineData("1200/500", "1000/0", true)]
    [InlineData("900/100 900/100", "500/0 500/0", true)]
    [InlineData("300/600 300/1400", "300/120 300/280", true)]
    [InlineData("0/3 1000/1", "1000/0", true)]
    [InlineData("1/0 2000/0", "1000/0", true)]
    public void Ready_addresses_come_first_and_each_subset_keeps_its_share(string before, string after, bool truncated)
    {
        var subsets = before.Split(' ').Select(text => text.Split('/').Select(int.Parse).ToArray())
            .Select(counts => new EndpointSubset { Addresses = Some(counts[0]), NotReadyAddresses = Some(counts[1]) }).ToList();
        Capacity.Truncate(subsets).ShouldBe(truncated);
        string.Join(' ', subsets.Select(subset => $"{subset.Addresses?.Count ?? 0}/{subset.NotReadyAddresses?.Count ?? 0}")).ShouldBe(after);
    }

    private static List<EndpointAddress>? Some(int count) => count == 0 ? null : [.. Enumerable.Range(0, count).Select(i => new EndpointAddress { Ip = $"10.0.{i / 256}.{i % 256}" })];
}
