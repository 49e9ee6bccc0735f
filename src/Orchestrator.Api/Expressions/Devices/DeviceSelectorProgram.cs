using Orchestrator.Cel.Evaluation;
using Orchestrator.Cel.Values;

namespace Orchestrator.Api.Expressions.Devices;

/// <summary>A compiled selector of devices.</summary>
public sealed class DeviceSelectorProgram
{
    /// <summary>What evaluating it for one device may cost.</summary>
    public const long MostCost = 1_000_000;

    private readonly CelProgram? _program;

    internal DeviceSelectorProgram(CelProgram? program, string? error) => (_program, Error) = (program, error);

    /// <summary>Why it does not compile; null when it does.</summary>
    public string? Error { get; }

    /// <summary>Whether a device is selected.</summary>
    /// <param name="device">The device.</param>
    /// <param name="error">Why nobody knows: an attribute that the device does not have, too high a cost.</param>
    public bool Matches(DeviceValue device, out string? error)
    {
        if (_program is null)
        {
            error = Error;
            return false;
        }

        var result = _program.Evaluate([CelValue.Of(device)], MostCost);
        error = result.Value.Kind switch
        {
            CelKind.Bool => null,
            CelKind.Error => result.Value.ErrorMessage,
            _ => "CEL result of type " + result.Value.Kind.ToString().ToLowerInvariant() + " could not be converted to bool",
        };
        return result.Value.IsTrue;
    }
}
