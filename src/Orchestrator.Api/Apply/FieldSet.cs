using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Api.Apply;

/// <summary>
/// A set of paths to fields of an object, as a tree: what a manager owns, or what a write changes. Immutable; parts are shared between sets.
/// The semantics are those of structured-merge-diff's <c>fieldpath.Set</c>.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "the field's own name for it")]
public sealed partial class FieldSet : IEquatable<FieldSet>
{
    private readonly FieldSetEntry[] _entries;

    internal FieldSet(FieldSetEntry[] entries) => _entries = entries;

    /// <summary>The set without paths.</summary>
    public static FieldSet Empty { get; } = new([]);

    /// <summary>Whether there is no path in the set.</summary>
    public bool IsEmpty => _entries.Length == 0;

    /// <summary>The steps at the root, in order.</summary>
    internal ReadOnlySpan<FieldSetEntry> Entries => _entries;

    /// <summary>The set of one path of fields: <c>Of("spec", "replicas")</c>.</summary>
    public static FieldSet Of(params ReadOnlySpan<string> fields)
    {
        var set = Empty;
        for (var i = fields.Length - 1; i >= 0; i--)
        {
            set = new FieldSet([new FieldSetEntry(PathElements.Field(fields[i]), i == fields.Length - 1, set)]);
        }

        return set;
    }

    /// <summary>Whether the path of steps is in the set.</summary>
    public bool Has(params ReadOnlySpan<string> elements)
    {
        var set = this;
        for (var i = 0; i < elements.Length; i++)
        {
            var entry = set.Find(elements[i]);
            if (i == elements.Length - 1)
            {
                return entry.IsMember;
            }

            set = entry.Children;
        }

        return false;
    }

    /// <summary>The paths of the set as errors show them: <c>.spec.containers[name="x"].image</c>.</summary>
    public IReadOnlyList<string> Paths()
    {
        var paths = new List<string>();
        AddPaths("", paths);
        return paths;
    }

    /// <inheritdoc/>
    public bool Equals(FieldSet? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || other._entries.Length != _entries.Length)
        {
            return false;
        }

        for (var i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].IsMember != other._entries[i].IsMember
                || !string.Equals(_entries[i].Element, other._entries[i].Element, StringComparison.Ordinal)
                || !_entries[i].Children.Equals(other._entries[i].Children))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FieldSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var entry in _entries)
        {
            hash.Add(entry.Element);
            hash.Add(entry.IsMember);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Paths());

    /// <summary>The entry of a step; an empty one when there is none.</summary>
    internal FieldSetEntry Find(string element)
    {
        var (low, high) = (0, _entries.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = PathElements.Compare(_entries[middle].Element, element);
            if (order == 0)
            {
                return _entries[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return new FieldSetEntry(element, false, Empty);
    }

    private void AddPaths(string prefix, List<string> paths)
    {
        foreach (var entry in _entries)
        {
            var path = prefix + PathElements.ToText(entry.Element);
            if (entry.IsMember)
            {
                paths.Add(path);
            }

            entry.Children.AddPaths(path, paths);
        }
    }
}
