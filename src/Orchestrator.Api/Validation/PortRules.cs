using Orchestrator.Api.Values;

namespace Orchestrator.Api.Validation;

/// <summary>Rules for ports that are given by number or by name.</summary>
public static class PortRules
{
    /// <summary>A port's number or name.</summary>
    public static IReadOnlyList<string> NumberOrName(IntOrString port) => port.IsString ? ValueRules.PortName(port.StringValue) : ValueRules.PortNumber(port.IntValue);
}
