using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>All devices of the cluster at one moment, by the node that has them.</summary>
internal sealed class DeviceSet
{
    private static readonly PooledDevice[] None = [];
    private readonly Dictionary<string, PooledDevice[]> _byNode;
    private readonly PooledDevice[] _shared;

    private DeviceSet(IReadOnlyList<PooledDevice> devices)
    {
        _byNode = devices.Where(d => d.NodeName is not null).GroupBy(d => d.NodeName!, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        _shared = [.. devices.Where(d => d.NodeName is null)];
    }

    /// <summary>Makes it of slices.</summary>
    public static DeviceSet Of(IEnumerable<ResourceSliceSpec> slices)
    {
        var devices = new List<PooledDevice>();
        foreach (var slicesOfPool in slices.GroupBy(slice => (slice.Driver, slice.Pool.Name)).OrderBy(g => g.Key.Driver, StringComparer.Ordinal).ThenBy(g => g.Key.Name, StringComparer.Ordinal))
        {
            var newest = slicesOfPool.Max(slice => slice.Pool.Generation);
            var current = slicesOfPool.Where(slice => slice.Pool.Generation == newest).ToList();
            var names = new HashSet<string>(StringComparer.Ordinal);
            var duplicate = current.SelectMany(slice => slice.Devices ?? []).FirstOrDefault(device => !names.Add(device.Name))?.Name;
            var pool = new DevicePool(slicesOfPool.Key.Driver, slicesOfPool.Key.Name, current.Count == current[0].Pool.ResourceSliceCount, duplicate);
            devices.AddRange(current.SelectMany(slice => (slice.Devices ?? []).Select(device => new PooledDevice(pool, slice, device))));
        }

        return new DeviceSet(devices);
    }

    /// <summary>Those that can be used on a node, always in the same order: its own first, since others serve other nodes as well.</summary>
    public IReadOnlyList<PooledDevice> On(SchedulingNode node)
    {
        var own = _byNode.GetValueOrDefault(node.Name, None);
        if (_shared.Length == 0)
        {
            return own;
        }

        var reachable = Array.FindAll(_shared, device => device.IsOn(node));
        return own.Length == 0 ? reachable : [.. own, .. reachable];
    }
}
