using Microsoft.CodeAnalysis;
using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Read;

/// <summary>Reads a grain class from its declaration.</summary>
internal static class ClassReader
{
    public static ClassModel? Read(GeneratorSyntaxContext syntax, CancellationToken cancellation)
    {
        if (syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation) is not INamedTypeSymbol { IsAbstract: false } type
            || !type.Implements("Orleans.IGrainBase")
            || !type.IsFirstDeclaration(syntax.Node))
        {
            return null;
        }

        var problems = new List<Problem>();
        if (type.IsGenericAnywhere() || !type.IsVisibleInAssembly())
        {
            problems.Add(Problem.At(type, Problem.Shape, $"{type.Name} is generic or not visible in its assembly: grains can be neither."));
        }

        var interfaces = type.AllInterfaces.Where(i => i.Implements("Orleans.IGrain") && !InterfaceReader.IsRuntimes(i)).Select(i => i.ToSource());
        return new ClassModel(
            type.ToSource(),
            GrainType(type),
            new EquatableList<string>(interfaces),
            new EquatableList<string>(Traits(type)),
            new EquatableList<string>(ConstructorReader.Arguments(type, problems)),
            new EquatableList<Problem>(problems));
    }

    private static string GrainType(INamedTypeSymbol type)
    {
        if (type.Attribute("Orleans.GrainTypeAttribute") is { ConstructorArguments.Length: 1 } attribute && attribute.ConstructorArguments[0].Value is string given)
        {
            return given;
        }

        // As in Orleans: CounterGrain is counter.
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name.Substring(0, name.Length - 5) : name;
    }

    private static IEnumerable<string> Traits(INamedTypeSymbol type)
    {
        var own = type.SelfAndBases().TakeWhile(t => !t.Is("Orleans.Grain") && t.SpecialType != SpecialType.System_Object).ToList();
        if (own.Exists(t => t.Has("Orleans.Concurrency.ReentrantAttribute")))
        {
            yield return "Reentrant";
        }

        if (own.Exists(t => t.GetMembers().Any(m => IsNamed(m, "OnActivateAsync"))))
        {
            yield return "Activates";
        }

        if (own.Exists(t => t.GetMembers().Any(m => IsNamed(m, "OnDeactivateAsync"))))
        {
            yield return "Deactivates";
        }
    }

    private static bool IsNamed(ISymbol member, string name) =>
        member is IMethodSymbol && (member.Name == name || member.Name.EndsWith(".IGrainBase." + name, StringComparison.Ordinal));
}
