using Orchestrator.Api.Expressions.Devices;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

/// <summary>A device of a pool, and where it can be used. Immutable.</summary>
internal sealed class PooledDevice
{
    private readonly NodeTerm[]? _terms;
    private DeviceValue? _value;

    public PooledDevice(DevicePool pool, ResourceSliceSpec slice, Device device)
    {
        Pool = pool;
        Device = device;
        Id = new DeviceId(pool.Driver, pool.Name, device.Name);
        NodeName = slice.NodeName;
        NodeSelector = slice.NodeSelector;
        _terms = slice.NodeSelector?.NodeSelectorTerms.Select(NodeTerms.Of).ToArray();
    }

    /// <summary>Which one it is.</summary>
    public DeviceId Id { get; }

    /// <summary>Its pool.</summary>
    public DevicePool Pool { get; }

    /// <summary>The device.</summary>
    public Device Device { get; }

    /// <summary>The one node on which it can be used.</summary>
    public string? NodeName { get; }

    /// <summary>The nodes on which it can be used; with neither name nor selector, it is all nodes.</summary>
    public NodeSelector? NodeSelector { get; }

    /// <summary>As selectors see it.</summary>
    public DeviceValue Value => _value ??= new DeviceValue(Id.Driver, Device);

    /// <summary>Whether it can be used on a node.</summary>
    public bool IsOn(SchedulingNode node) =>
        NodeName is not null ? NodeName == node.Name : _terms is null || Array.Exists(_terms, term => term.Matches(node));

    /// <summary>An attribute by its full name; a name without a domain is of the driver's.</summary>
    public DeviceAttribute? Attribute(string qualified)
    {
        if (Device.Attributes is not { } attributes)
        {
            return null;
        }

        if (attributes.TryGetValue(qualified, out var attribute))
        {
            return attribute;
        }

        var slash = qualified.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && qualified.AsSpan(0, slash).SequenceEqual(Id.Driver) ? attributes.GetValueOrDefault(qualified[(slash + 1)..]) : null;
    }
}
