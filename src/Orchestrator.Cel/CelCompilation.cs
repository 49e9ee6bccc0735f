using Orchestrator.Cel.Evaluation;
using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;

namespace Orchestrator.Cel;

/// <summary>What came of compiling an expression: a program or issues.</summary>
public sealed class CelCompilation
{
    private readonly SourceText? _source;

    internal CelCompilation(CelProgram program, CelType type) => (Program, Type, Issues) = (program, type, []);

    internal CelCompilation(SourceText source, IReadOnlyList<CelIssue> issues) => (_source, Issues) = (source, issues);

    /// <summary>The program; null when there are issues.</summary>
    public CelProgram? Program { get; }

    /// <summary>What the expression evaluates to.</summary>
    public CelType Type { get; } = CelType.Dyn;

    /// <summary>What is wrong with it, in the order in which it was found.</summary>
    public IReadOnlyList<CelIssue> Issues { get; }

    /// <summary>The issues as cel-go prints them, each with the line and a mark under the place.</summary>
    public string Describe() => string.Join('\n', Issues.Select(issue => _source!.Describe(issue)));
}
