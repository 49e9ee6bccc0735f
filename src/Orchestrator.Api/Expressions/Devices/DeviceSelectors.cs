using System.Collections.Concurrent;
using Orchestrator.Cel;
using Orchestrator.Cel.Types;

namespace Orchestrator.Api.Expressions.Devices;

/// <summary>
/// Compiles the expressions that select devices (<c>spec.devices.requests[].exactly.selectors[].cel.expression</c> and those of classes). What was compiled is
/// kept, up to a number: a claim is checked when it is written and evaluated for each device.
/// </summary>
public static class DeviceSelectors
{
    private const int MostKept = 1000;
    private static readonly ConcurrentDictionary<string, DeviceSelectorProgram> Kept = new(StringComparer.Ordinal);

    private static readonly CelEnvironment Environment = new(
        [new CelVariable("device", DeviceValue.DeviceType)], KubernetesExpressions.Libraries);

    /// <summary>Compiles an expression.</summary>
    public static DeviceSelectorProgram Compile(string expression)
    {
        if (Kept.TryGetValue(expression, out var program))
        {
            return program;
        }

        if (Kept.Count >= MostKept)
        {
            Kept.Clear();
        }

        return Kept[expression] = Make(expression);
    }

    private static DeviceSelectorProgram Make(string expression)
    {
        var compiled = Environment.Compile(expression);
        return compiled.Program is not { } program ? new DeviceSelectorProgram(null, "compilation failed: " + compiled.Describe())
            : compiled.Type.Kind is CelTypeKind.Bool or CelTypeKind.Dyn ? new DeviceSelectorProgram(program, null)
            : new DeviceSelectorProgram(null, $"must evaluate to bool or the unknown type, not {compiled.Type}");
    }
}
