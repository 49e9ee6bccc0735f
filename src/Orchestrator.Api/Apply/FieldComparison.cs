namespace Orchestrator.Api.Apply;

/// <summary>How two versions of an object differ.</summary>
/// <param name="Changed">The fields that are new or have another value.</param>
/// <param name="Removed">The fields that are gone.</param>
public readonly record struct FieldComparison(FieldSet Changed, FieldSet Removed)
{
    /// <summary>No difference.</summary>
    public static FieldComparison None { get; } = new(FieldSet.Empty, FieldSet.Empty);

    /// <summary>Whether there is no difference.</summary>
    public bool IsEmpty => Changed.IsEmpty && Removed.IsEmpty;

    /// <summary>The comparison without the fields of a set, and what is below them.</summary>
    public FieldComparison Without(FieldSet ignored) => new(Changed.RecursiveDifference(ignored), Removed.RecursiveDifference(ignored));
}
