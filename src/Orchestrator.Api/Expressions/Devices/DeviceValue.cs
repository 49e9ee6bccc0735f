using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Cel.Functions.Extensions;
using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Api.Expressions.Devices;

/// <summary>
/// A device as selectors see it: <c>device.driver</c>, <c>device.attributes["domain"].name</c>, <c>device.capacity["domain"].name</c>. Names without a domain are of the
/// driver's. A domain that the device has nothing of is an empty map, so that <c>in</c> can be asked of it. Made once for each device.
/// </summary>
public sealed class DeviceValue : CelObject
{
    /// <summary>Its type.</summary>
    public static readonly CelObjectType DeviceType = new("kubernetes.DRADevice", new Dictionary<string, CelType>(StringComparer.Ordinal)
    {
        ["driver"] = CelType.String,
        ["attributes"] = CelType.Map(CelType.String, CelType.Map(CelType.String, CelType.Dyn)),
        ["capacity"] = CelType.Map(CelType.String, CelType.Map(CelType.String, QuantityValue.QuantityType)),
    });

    private readonly CelValue _driver;
    private readonly CelValue _attributes;
    private readonly CelValue _capacity;

    /// <summary>Makes it.</summary>
    /// <param name="driver">The driver that offers the device.</param>
    /// <param name="device">The device.</param>
    public DeviceValue(string driver, Device device)
    {
        var attributes = new DomainMap();
        foreach (var (name, attribute) in device.Attributes ?? [])
        {
            attributes.Add(driver, name, Of(attribute));
        }

        var capacity = new DomainMap();
        foreach (var (name, amount) in device.Capacity ?? [])
        {
            capacity.Add(driver, name, CelValue.Of(new QuantityValue(amount.Value)));
        }

        (_driver, _attributes, _capacity) = (CelValue.Of(driver), CelValue.Of(attributes), CelValue.Of(capacity));
    }

    /// <inheritdoc/>
    public override CelType Type => DeviceType;

    /// <inheritdoc/>
    public override bool TryGet(string field, out CelValue value)
    {
        value = field switch
        {
            "driver" => _driver,
            "attributes" => _attributes,
            "capacity" => _capacity,
            _ => default,
        };
        return value.Kind != CelKind.None;
    }

    private static CelValue Of(DeviceAttribute attribute) => attribute switch
    {
        { Int: { } number } => CelValue.Of(number),
        { Bool: { } truth } => CelValue.Of(truth),
        { String: { } text } => CelValue.Of(text),
        { Version: { } version } => Semver.Parse(version) is { } parsed ? CelValue.Of(parsed) : CelValue.Error($"parse semantic version: {version}"),
        _ => CelValue.Error("unsupported attribute value"),
    };
}
