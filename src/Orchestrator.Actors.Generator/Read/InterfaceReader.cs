using Microsoft.CodeAnalysis;
using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Read;

/// <summary>Reads a grain or observer interface from its declaration.</summary>
internal static class InterfaceReader
{
    private const string Addressable = "Orleans.Runtime.IAddressable";

    public static InterfaceModel? Read(GeneratorSyntaxContext syntax, CancellationToken cancellation)
    {
        if (syntax.SemanticModel.GetDeclaredSymbol(syntax.Node, cancellation) is not INamedTypeSymbol type
            || !type.Implements(Addressable)
            || !type.IsFirstDeclaration(syntax.Node)
            || IsRuntimes(type))
        {
            return null;
        }

        var problems = new List<Problem>();
        if (type.IsGenericAnywhere() || !type.IsVisibleInAssembly())
        {
            problems.Add(Problem.At(type, Problem.Shape, $"{type.Name} is generic or not visible in its assembly: grains can be neither."));
        }

        var methods = new List<MethodModel>();
        foreach (var member in type.AllInterfaces.Where(i => !IsRuntimes(i)).Prepend(type).SelectMany(i => i.GetMembers()))
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsStatic: false } method)
            {
                if (MethodReader.Read(method, problems) is { } model)
                {
                    methods.Add(model);
                }
            }
            else if (member is IPropertySymbol or IEventSymbol)
            {
                problems.Add(Problem.At(member, Problem.Method, $"{type.Name}.{member.Name}: a grain interface has methods only."));
            }
        }

        var name = type.ToFullName();
        return new InterfaceModel(
            type.ToSource(),
            name,
            "Reference_" + new string([.. name.Select(c => char.IsLetterOrDigit(c) ? c : '_')]),
            new EquatableList<MethodModel>(methods),
            new EquatableList<Problem>(problems));
    }

    /// <summary>Whether the interface is one of the programming model's own.</summary>
    public static bool IsRuntimes(INamedTypeSymbol type) => type.Is(Addressable) || (type.ContainingNamespace.ToDisplayString() is "Orleans" or "Orleans.Runtime");
}
