using Orchestrator.Cel.Types;
using Orchestrator.Cel.Values;

namespace Orchestrator.Cel.Tests;

/// <summary>Compiles and evaluates for tests.</summary>
internal static class Cel
{
    public static CelEnvironment Environment { get; } = new([new CelVariable("x", CelType.Dyn), new CelVariable("n", CelType.Int)], CelLibraries.Kubernetes);

    public static CelValue Evaluate(string expression, CelValue x = default, long n = 0)
    {
        var compiled = Environment.Compile(expression);
        compiled.Program.ShouldNotBeNull(compiled.Describe());
        return compiled.Program.Evaluate([x.Kind == CelKind.None ? CelValue.Null : x, CelValue.Of(n)]).Value;
    }

    public static string Issue(string expression)
    {
        var compiled = Environment.Compile(expression);
        compiled.Program.ShouldBeNull(expression);
        return compiled.Describe();
    }
}
