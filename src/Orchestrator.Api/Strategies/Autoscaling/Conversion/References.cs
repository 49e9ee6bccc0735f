using V1 = Orchestrator.Api.Models.Autoscaling.V1;
using V2 = Orchestrator.Api.Models.Autoscaling.V2;

namespace Orchestrator.Api.Strategies.Autoscaling.Conversion;

/// <summary>References and targets, which both versions have in forms of their own.</summary>
internal static class References
{
    public static V2.CrossVersionObjectReference ToV2(V1.CrossVersionObjectReference reference) =>
        new() { Kind = reference.Kind, Name = reference.Name, ApiVersion = reference.ApiVersion };

    public static V1.CrossVersionObjectReference ToV1(V2.CrossVersionObjectReference reference) =>
        new() { Kind = reference.Kind, Name = reference.Name, ApiVersion = reference.ApiVersion };

    /// <summary>A target whose type follows from what is set.</summary>
    public static V2.MetricTarget Target(Values.Quantity? value, Values.Quantity? average, int? utilization) => new()
    {
        Type = utilization is not null ? "Utilization" : average is not null ? "AverageValue" : "Value",
        Value = value,
        AverageValue = average,
        AverageUtilization = utilization,
    };

    /// <summary>The older version writes a value that is not meant as 0.</summary>
    public static Values.Quantity? NullIfZero(Values.Quantity value) => value.Sign == 0 ? null : value;
}
