using Orchestrator.Api.Expressions.Devices;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Devices;

namespace Orchestrator.Grains.Scheduling.Plugins.DynamicResources.Allocation;

/// <summary>Devices of a class that a request asks for; one of several alternatives, when it is a list by priority.</summary>
internal sealed class DeviceDemand
{
    private readonly (string Of, DeviceSelectorProgram Program)[] _selectors;
    private readonly Dictionary<PooledDevice, (bool Matches, string? Error)> _known = new(ReferenceEqualityComparer.Instance);

    private DeviceDemand(string request, DeviceClass deviceClass, List<DeviceSelector>? selectors, string? mode, long? count)
    {
        Request = request;
        Class = deviceClass;
        All = mode == "All";
        Count = All ? 0 : count ?? 1;
        _selectors = [.. Compile("class", deviceClass.Spec.Selectors), .. Compile("request", selectors)];
    }

    /// <summary>The name by which results refer to it: <c>gpu</c>, <c>gpu/large</c>.</summary>
    public string Request { get; }

    /// <summary>The class.</summary>
    public DeviceClass Class { get; }

    /// <summary>Whether it wants all that match.</summary>
    public bool All { get; }

    /// <summary>How many it wants, if not all.</summary>
    public long Count { get; }

    /// <summary>Whether it looks at devices that others use, and takes them from nobody.</summary>
    public bool AdminAccess { get; private init; }

    /// <summary>Of a request without alternatives.</summary>
    public static DeviceDemand Of(string request, ExactDeviceRequest exact, DeviceClass deviceClass) =>
        new(request, deviceClass, exact.Selectors, exact.AllocationMode, exact.Count) { AdminAccess = exact.AdminAccess == true };

    /// <summary>Of an alternative.</summary>
    public static DeviceDemand Of(string request, DeviceSubRequest sub, DeviceClass deviceClass) =>
        new($"{request}/{sub.Name}", deviceClass, sub.Selectors, sub.AllocationMode, sub.Count);

    /// <summary>Whether a list of requests (of a constraint, of a configuration) means this one: by its name or its parent's, or as one of all.</summary>
    public bool IsMeantBy(List<string>? requests)
    {
        if (requests is null or [])
        {
            return true;
        }

        var slash = Request.IndexOf('/', StringComparison.Ordinal);
        return requests.Contains(Request) || (slash > 0 && requests.Contains(Request[..slash]));
    }

    /// <summary>Whether a device is what it asks for. Asked once for each device, however many nodes see it.</summary>
    public bool Matches(PooledDevice device, out string? error)
    {
        if (!_known.TryGetValue(device, out var known))
        {
            _known.Add(device, known = (Evaluate(device, out var problem), problem));
        }

        error = known.Error;
        return known.Matches;
    }

    private bool Evaluate(PooledDevice device, out string? error)
    {
        foreach (var (of, program) in _selectors)
        {
            if (!program.Matches(device.Value, out var problem))
            {
                error = problem is null ? null : $"{of}: runtime error: {problem}";
                return false;
            }
        }

        error = null;
        return true;
    }

    private IEnumerable<(string Of, DeviceSelectorProgram Program)> Compile(string of, List<DeviceSelector>? selectors)
    {
        var whose = of == "class" ? $"class {Class.Metadata.Name}" : $"request {Request}";
        return (selectors ?? []).Select((selector, i) => ($"{whose}: selector #{i}", DeviceSelectors.Compile(selector.Cel?.Expression ?? "")));
    }
}
