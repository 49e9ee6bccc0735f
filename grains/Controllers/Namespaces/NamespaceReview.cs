using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Controllers.Namespaces;

/// <summary>What one look at a namespace that is being deleted came to.</summary>
/// <param name="Content">What is left. While there are pods, only they are counted: the rest's turn comes later.</param>
/// <param name="Failures">Why deletes were refused: the first reason for each resource.</param>
/// <param name="Undiscovered">Versions of groups that another server answers for, which is not there: what they hold cannot be known.</param>
internal sealed record NamespaceReview(NamespaceContent Content, IReadOnlyList<ApiException> Failures, IReadOnlyList<string> Undiscovered)
{
    /// <summary>Whether nothing holds the namespace up.</summary>
    public bool MayGo => Content.IsEmpty && Failures.Count == 0 && Undiscovered.Count == 0;
}
