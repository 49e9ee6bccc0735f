using Orchestrator.Api.Errors;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Objects.Writing;

namespace Orchestrator.Grains.Objects.Devices;

/// <summary>What only templates of claims do: they may ask for administrators' access in some namespaces alone.</summary>
internal sealed class ClaimTemplateBehavior : KindBehavior
{
    public static ClaimTemplateBehavior Instance { get; } = new();

    /// <inheritdoc/>
    public override ValueTask AllocateAsync(WriteContext context, IKubeObject value, IKubeObject? old, FieldErrors errors) => AdminAccessCheck.CheckAsync(context, value, old, errors);
}
