namespace Orchestrator.Actors.Generator.Model;

/// <summary>A method of an interface. The result type is that of the value that the caller gets; null for none.</summary>
internal sealed record MethodModel(
    string Name,
    string DeclaringType,
    ReturnKind Kind,
    string ReturnType,
    string? ResultType,
    bool IsOneWay,
    bool IsAlwaysInterleaved,
    bool IsReadOnly,
    EquatableList<ParameterModel> Parameters);

/// <summary>A parameter of a method.</summary>
internal sealed record ParameterModel(string Name, string Type, bool IsCancellation);

/// <summary>How a method answers.</summary>
internal enum ReturnKind
{
    /// <summary>Not at all.</summary>
    Void,

    /// <summary>Task or Task of a result.</summary>
    Task,

    /// <summary>ValueTask or ValueTask of a result.</summary>
    ValueTask,
}
