using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for ports that are given by number or by name.</summary>
public static class PortRules
{
    /// <summary>A port's number or name.</summary>
    public static void NumberOrName(IntOrString port, FieldErrors errors, FieldPath path)
    {
        if (port.IsString)
        {
            errors.Invalid(path, port.StringValue, ValueRules.PortName(port.StringValue));
        }
        else
        {
            errors.Invalid(path, port.IntValue, ValueRules.PortNumber(port.IntValue));
        }
    }
}
