using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Read;

/// <summary>Decides what each constructor parameter of a grain class is given.</summary>
internal static class ConstructorReader
{
    public static IEnumerable<string> Arguments(INamedTypeSymbol type, List<Problem> problems)
    {
        var constructor = type.InstanceConstructors
            .Where(c => c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)
            .OrderByDescending(c => c.Parameters.Length)
            .FirstOrDefault();
        if (constructor is null)
        {
            problems.Add(Problem.At(type, Problem.Constructor, $"{type.Name} has no constructor that is public or internal."));
            return [];
        }

        return [.. constructor.Parameters.Select(p => Argument(p, problems))];
    }

    private static string Argument(IParameterSymbol parameter, List<Problem> problems)
    {
        var type = parameter.Type.WithNullableAnnotation(NullableAnnotation.None).ToSource();
        if (parameter.Attribute("Orleans.Runtime.PersistentStateAttribute") is { } state)
        {
            if (!parameter.Type.Is("Orleans.Runtime.IPersistentState<TState>"))
            {
                problems.Add(Problem.At(parameter, Problem.Constructor, $"{parameter.Name}: [PersistentState] goes with IPersistentState<T>."));
                return "default!";
            }

            var stateType = ((INamedTypeSymbol)parameter.Type).TypeArguments[0];
            var names = state.ConstructorArguments.Select(a => (a.Value as string).ToLiteral());
            return $"activation.GetPersistentState<{stateType.ToSource()}>({string.Join(", ", names)}, static () => {NewState(stateType)})";
        }

        if (parameter.Attribute("Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute") is { ConstructorArguments.Length: 1 } keyed)
        {
            return $"activation.GetRequiredKeyedService<{type}>({keyed.ConstructorArguments[0].ToCSharpString()})";
        }

        return parameter.Type.ToFullName() switch
        {
            "Orleans.Runtime.IGrainContext" => "activation.Context",
            "System.IServiceProvider" => "activation.Services",
            _ when parameter is { HasExplicitDefaultValue: true, ExplicitDefaultValue: null } => $"activation.GetService<{type}>()",
            _ => $"activation.GetRequiredService<{type}>()",
        };
    }

    private static string NewState(ITypeSymbol type)
    {
        var source = type.WithNullableAnnotation(NullableAnnotation.None).ToSource();
        var hasDefault = type.IsValueType
            || (type is INamedTypeSymbol { IsAbstract: false, TypeKind: TypeKind.Class } named
                && named.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal));
        return hasDefault ? $"new {source}()"
            : type.TypeKind == TypeKind.Class && type.SpecialType == SpecialType.None && !type.IsAbstract
                ? $"({source})global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({source}))"
                : $"default({source})!";
    }
}
