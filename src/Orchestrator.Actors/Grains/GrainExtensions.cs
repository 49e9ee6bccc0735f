using Orchestrator.Actors.Activations;
using Orleans.Runtime;

namespace Orleans;

/// <summary>The identity of a grain, from inside (the instance) and from outside (a reference).</summary>
public static class GrainExtensions
{
    /// <summary>The identity of the grain that an instance or a reference stands for.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase instance => instance.GrainContext.GrainId,
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };

    /// <summary>The key that the grain was got by.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference to the grain by another of its interfaces.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.Cast<TGrainInterface>(),
        IGrainBase { GrainContext: Activation activation } => (TGrainInterface)(object)activation.Runtime.CreateReference(typeof(TGrainInterface), activation.GrainId),
        _ => throw new ArgumentException($"{grain?.GetType()} is neither a grain nor a reference.", nameof(grain)),
    };

    /// <inheritdoc cref="AsReference{TGrainInterface}"/>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();
}
