using Orchestrator.Cel;
using Orchestrator.Cel.Functions;

namespace Orchestrator.Api.Expressions;

/// <summary>What every expression of the API may use.</summary>
public static class KubernetesExpressions
{
    /// <summary>Kubernetes' functions, quantities among them.</summary>
    public static IReadOnlyList<ICelLibrary> Libraries { get; } = [.. CelLibraries.Kubernetes, new QuantityFunctions()];
}
