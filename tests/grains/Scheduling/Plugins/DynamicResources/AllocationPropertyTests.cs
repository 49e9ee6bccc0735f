using System.Globalization;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Tests.Scheduling.Plugins.DynamicResources;

/// <summary>Random clusters and claims: no device is ever given twice, each claim gets what it asks for, and what is refused is not there.</summary>
public sealed class AllocationPropertyTests
{
    [Fact]
    public void Never_a_device_to_two_claims()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            new Round(seed).Run();
        }
    }

    private sealed class Round(int seed) : AllocationTest
    {
        private readonly Random _random = new(seed);

        public void Run()
        {
            Class("c");
            var nodes = _random.Next(1, 4);
            var own = new List<int>();
            for (var n = 0; n < nodes; n++)
            {
                own.Add(_random.Next(0, 6));
                Slice($"'nodeName':'n{n}'", Some(own[n]), pool: $"p{n}");
            }

            var shared = _random.Next(0, 3);
            Slice("'allNodes':true", Some(shared), pool: "shared");
            for (var c = 0; c < 12; c++)
            {
                var node = $"n{_random.Next(nodes)}";
                var (count, group) = (_random.Next(1, 4), _random.Next(2) == 0);
                var claim = Claim(
                    $"{{'name':'r','exactly':{{'deviceClassName':'c','allocationMode':'ExactCount','count':{count}}}}}",
                    group ? ",'constraints':[{'matchAttribute':'d.io/group'}]" : "");
                if (Allocate(node, claim) is not { } results)
                {
                    var free = Enumerable.Range(0, own[int.Parse(node[1..], CultureInfo.InvariantCulture)]).Select(i => new DeviceId("d.io", "p" + node[1..], $"d{i}"))
                        .Concat(Enumerable.Range(0, shared).Select(i => new DeviceId("d.io", "shared", $"d{i}"))).Where(device => !InUse.Contains(device)).ToList();
                    var most = group ? free.GroupBy(Group).Select(g => g.Count()).DefaultIfEmpty().Max() : free.Count;
                    most.ShouldBeLessThan(count, $"seed {seed}: it was refused what there is");
                    continue;
                }

                var taken = Allocations.Taken(results[0]).ToList();
                taken.Count.ShouldBe(count);
                foreach (var device in taken)
                {
                    InUse.Add(device).ShouldBeTrue($"seed {seed}: {device} twice");
                    (device.Pool == "shared" || device.Pool == "p" + node[1..]).ShouldBeTrue($"seed {seed}: {device} on {node}");
                    if (group)
                    {
                        Group(device).ShouldBe(Group(taken[0]));
                    }
                }
            }
        }

        private static int Group(DeviceId device) => int.Parse(device.Name[1..], CultureInfo.InvariantCulture) % 2;

        private static string Some(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"{{'name':'d{i}','attributes':{{'group':{{'int':{i % 2}}}}}}}"));
    }
}
