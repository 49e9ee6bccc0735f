using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Functions.Extensions;
using Orchestrator.Cel.Functions.Standard;

namespace Orchestrator.Cel;

/// <summary>Functions that come with the language, and those that Kubernetes adds to every expression.</summary>
public static class CelLibraries
{
    /// <summary>The standard definitions, and optional values.</summary>
    internal static IReadOnlyList<ICelLibrary> Language { get; } =
        [new OperatorFunctions(), new ArithmeticFunctions(), new ContainerFunctions(), new ConversionFunctions(), new TextFunctions(), new TimeFunctions(), new OptionalFunctions()];

    /// <summary>What Kubernetes adds everywhere, quantities apart: those are a library of the API's.</summary>
    public static IReadOnlyList<ICelLibrary> Kubernetes { get; } = [new StringFunctions(), new ListFunctions(), new SetFunctions(), new RegexFunctions(), new SemverFunctions(), new UrlFunctions(), new NetworkFunctions()];
}
