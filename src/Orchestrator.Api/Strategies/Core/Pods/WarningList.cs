using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Gathers warnings. Costs nothing until the first.</summary>
internal struct WarningList
{
    private List<string>? _items;

    public readonly IReadOnlyList<string> Items => _items ?? (IReadOnlyList<string>)[];

    public void Add(string warning) => (_items ??= []).Add(warning);

    public void AddIf(string? warning)
    {
        if (warning is not null)
        {
            Add(warning);
        }
    }

    /// <summary>The path of a pod's spec, at the root or in a template.</summary>
    public static FieldPath Spec(FieldPath? template) => template?.Child("spec") ?? FieldPath.Of("spec");
}
