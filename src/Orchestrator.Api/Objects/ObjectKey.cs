namespace Orchestrator.Api.Objects;

/// <summary>
/// Names one object: the key of its grain and of its rows in the ledger.
/// The text form is <c>group/resource/namespace/name</c>, with <c>core</c> for the core group and an empty namespace for cluster-scoped objects.
/// </summary>
public readonly record struct ObjectKey(string Group, string Resource, string Namespace, string Name)
{
    /// <summary>The collection that the object is in.</summary>
    public GroupResource GroupResource => new(Group, Resource);

    /// <summary>Parses the text form.</summary>
    /// <exception cref="FormatException">The text does not have four parts.</exception>
    public static ObjectKey Parse(string text)
    {
        var first = text.IndexOf('/', StringComparison.Ordinal);
        var second = first < 0 ? -1 : text.IndexOf('/', first + 1);
        var third = second < 0 ? -1 : text.IndexOf('/', second + 1);
        if (third < 0)
        {
            throw new FormatException($"'{text}' is not an object key (group/resource/namespace/name)");
        }

        var group = text.AsSpan(0, first);
        return new ObjectKey(
            group.SequenceEqual(GroupResource.CoreGroupText) ? "" : string.Intern(group.ToString()),
            string.Intern(text.Substring(first + 1, second - first - 1)),
            text.Substring(second + 1, third - second - 1),
            text[(third + 1)..]);
    }

    /// <summary>The text form.</summary>
    public override string ToString() => string.Concat(GroupText, "/", Resource, string.Concat("/", Namespace, "/", Name));

    private string GroupText => Group.Length == 0 ? Objects.GroupResource.CoreGroupText : Group;
}
