using Orchestrator.Api.Errors;

namespace Orchestrator.Api.Validation;

/// <summary>Checks finalizers: qualified names, and not both ways to treat dependents at once.</summary>
internal static class FinalizerRules
{
    private const string Orphan = "orphan";
    private const string Foreground = "foregroundDeletion";

    /// <summary>Built-in kinds also want a name with a domain, unless it is a finalizer of Kubernetes' own (core's <c>validateKubeFinalizerName</c>).</summary>
    public static void ValidateDomain(string finalizer, FieldErrors errors, FieldPath path)
    {
        if (LacksDomain(finalizer))
        {
            errors.Invalid(path, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }

    /// <summary>Whether a finalizer has no domain and is none of Kubernetes' own.</summary>
    public static bool LacksDomain(string finalizer) => !finalizer.Contains('/', StringComparison.Ordinal) && finalizer is not (Orphan or Foreground or "kubernetes");

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
