using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Validation;

/// <summary>Checks finalizers: qualified names, and not both ways to treat dependents at once.</summary>
internal static class FinalizerRules
{
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";

    public static void Validate(IReadOnlyList<string>? finalizers, FieldErrors errors, FieldPath path)
    {
        if (finalizers is null)
        {
            return;
        }

        foreach (var finalizer in finalizers)
        {
            errors.Invalid(path, finalizer, NameRules.QualifiedName(finalizer));
        }

        if (finalizers.Contains(Orphan) && finalizers.Contains(Foreground))
        {
            errors.Invalid(path, finalizers, $"finalizer {Orphan} and {Foreground} cannot be both set");
        }
    }
}
