namespace Orchestrator.Api.Apply;

/// <summary>The names of the fields that no manager owns.</summary>
internal static class UntrackedFieldNames
{
    /// <summary>The fields as a set, for sets that others made.</summary>
    public static FieldSet All { get; } = FieldSet.Of("apiVersion").Union(FieldSet.Of("kind")).Union(FieldSet.Of("metadata"))
        .Union(Metadata("name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields", "resourceVersion"));

    /// <summary>Whether a field is one of them.</summary>
    public static bool Has(this UntrackedFields where, ReadOnlySpan<byte> name) => where switch
    {
        UntrackedFields.None => false,
        UntrackedFields.Root => name.SequenceEqual("apiVersion"u8) || name.SequenceEqual("kind"u8),
        _ => IsIdentity(name),
    };

    /// <summary>What is untracked below a field.</summary>
    public static UntrackedFields Below(this UntrackedFields where, ReadOnlySpan<byte> name) =>
        where == UntrackedFields.Root && name.SequenceEqual("metadata"u8) ? UntrackedFields.Metadata : UntrackedFields.None;

    private static bool IsIdentity(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 => name.SequenceEqual("uid"u8),
        4 => name.SequenceEqual("name"u8),
        8 => name.SequenceEqual("selfLink"u8),
        9 => name.SequenceEqual("namespace"u8),
        10 => name.SequenceEqual("generation"u8),
        13 => name.SequenceEqual("managedFields"u8),
        15 => name.SequenceEqual("resourceVersion"u8),
        17 => name.SequenceEqual("creationTimestamp"u8),
        _ => false,
    };

    private static FieldSet Metadata(params ReadOnlySpan<string> names)
    {
        var set = FieldSet.Empty;
        foreach (var name in names)
        {
            set = set.Union(FieldSet.Of("metadata", name));
        }

        return set;
    }
}
