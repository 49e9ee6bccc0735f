namespace Orchestrator.Api.Apply;

/// <summary>One step of a <see cref="FieldSet"/>: whether the path that ends here is in the set, and what of the set lies below.</summary>
/// <param name="Element">The step, see <see cref="PathElements"/>.</param>
/// <param name="IsMember">Whether the path that ends here is in the set.</param>
/// <param name="Children">The paths that go on.</param>
internal readonly record struct FieldSetEntry(string Element, bool IsMember, FieldSet Children)
{
    public bool IsEmpty => !IsMember && Children.IsEmpty;
}
