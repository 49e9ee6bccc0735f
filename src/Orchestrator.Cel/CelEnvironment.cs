using Orchestrator.Cel.Checking;
using Orchestrator.Cel.Evaluation;
using Orchestrator.Cel.Functions;
using Orchestrator.Cel.Syntax;
using Orchestrator.Cel.Types;

namespace Orchestrator.Cel;

/// <summary>
/// What expressions may use: variables, types and functions. Made once; compiling and evaluating are safe from several threads. It stands for cel-go's <c>cel.Env</c>.
/// </summary>
public sealed class CelEnvironment
{
    private readonly IReadOnlyList<CelObjectType> _types;

    /// <summary>Makes one.</summary>
    /// <param name="variables">Its variables; evaluation gets their values in this order.</param>
    /// <param name="libraries">Its functions, besides the language's own.</param>
    /// <param name="types">Types that expressions may make messages of.</param>
    public CelEnvironment(IReadOnlyList<CelVariable> variables, IEnumerable<ICelLibrary> libraries, IReadOnlyList<CelObjectType>? types = null)
    {
        Variables = variables;
        _types = types ?? [];
        Functions = new CelFunctions();
        foreach (var library in CelLibraries.Language.Concat(libraries))
        {
            library.Declare(Functions);
        }
    }

    /// <summary>Its variables.</summary>
    public IReadOnlyList<CelVariable> Variables { get; }

    /// <summary>Whether the items of a list or map that an expression writes must be of one type, as Kubernetes wants it.</summary>
    public bool HomogeneousLiterals { get; init; } = true;

    /// <summary>Its functions.</summary>
    internal CelFunctions Functions { get; }

    /// <summary>Compiles an expression.</summary>
    public CelCompilation Compile(string expression)
    {
        var source = new SourceText(expression);
        var issues = new List<CelIssue>();
        try
        {
            var tree = new Parser(new Lexer(expression).All()).Parse();
            var checker = new Checker(this, issues);
            var type = checker.Check(tree);
            return issues.Count > 0
                ? new CelCompilation(source, issues)
                : new CelCompilation(new CelProgram(ProgramMaker.Make(tree), Variables.Count, checker.Size), type);
        }
        catch (SyntaxException error)
        {
            return new CelCompilation(source, [error.Issue]);
        }
    }

    /// <summary>A type that messages may be made of.</summary>
    internal CelObjectType? FindType(string name) => _types.FirstOrDefault(type => type.Name == name);
}
