using Microsoft.CodeAnalysis;
using Orchestrator.Actors.Generator.Model;

namespace Orchestrator.Actors.Generator.Read;

/// <summary>Reads a method of a grain or observer interface.</summary>
internal static class MethodReader
{
    private const string Concurrency = "Orleans.Concurrency.";

    public static MethodModel? Read(IMethodSymbol method, List<Problem> problems)
    {
        if (Answer(method) is not { } answer)
        {
            problems.Add(Problem.At(method, Problem.Method, $"{method.ContainingType.Name}.{method.Name} must return Task or ValueTask, with or without a result."));
            return null;
        }

        var cancellations = method.Parameters.Count(p => IsCancellation(p.Type));
        if (method.IsGenericMethod || method.Parameters.Any(p => p.RefKind != RefKind.None) || cancellations > 1)
        {
            problems.Add(Problem.At(
                method, Problem.Method, $"{method.ContainingType.Name}.{method.Name}: no type parameters, no parameters by reference, one cancellation token."));
            return null;
        }

        var oneWay = answer.Kind == ReturnKind.Void || method.Has(Concurrency + "OneWayAttribute");
        if (oneWay && answer.Result is not null)
        {
            problems.Add(Problem.At(method, Problem.Method, $"{method.ContainingType.Name}.{method.Name} is one-way and so has no result."));
            return null;
        }

        return new MethodModel(
            method.Name,
            method.ContainingType.ToSource(),
            answer.Kind,
            method.ReturnType.ToSource(),
            answer.Result?.ToSource(),
            oneWay,
            method.Has(Concurrency + "AlwaysInterleaveAttribute"),
            method.Has(Concurrency + "ReadOnlyAttribute"),
            new EquatableList<ParameterModel>(method.Parameters.Select(p => new ParameterModel(p.Name, p.Type.ToSource(), IsCancellation(p.Type)))));
    }

    private static (ReturnKind Kind, ITypeSymbol? Result)? Answer(IMethodSymbol method) => method.ReturnType switch
    {
        { SpecialType: SpecialType.System_Void } => (ReturnKind.Void, null),
        INamedTypeSymbol type when type.Is("System.Threading.Tasks.Task") => (ReturnKind.Task, null),
        INamedTypeSymbol type when type.Is("System.Threading.Tasks.ValueTask") => (ReturnKind.ValueTask, null),
        INamedTypeSymbol type when type.Is("System.Threading.Tasks.Task<TResult>") => (ReturnKind.Task, type.TypeArguments[0]),
        INamedTypeSymbol type when type.Is("System.Threading.Tasks.ValueTask<TResult>") => (ReturnKind.ValueTask, type.TypeArguments[0]),
        _ => null,
    };

    private static bool IsCancellation(ITypeSymbol type) => type.Is("System.Threading.CancellationToken");
}
