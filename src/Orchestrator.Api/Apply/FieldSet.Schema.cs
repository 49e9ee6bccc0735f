namespace Orchestrator.Api.Apply;

/// <content>What sets know of schemas.</content>
public sealed partial class FieldSet
{
    /// <summary>The set in which every declared field on the way to a path is a member too (structured-merge-diff's <c>EnsureNamedFieldsAreMembers</c>).</summary>
    internal FieldSet WithNamedFields(MergeRule rule)
    {
        var entries = new FieldSetEntry[_entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            var entry = _entries[i];
            var isField = entry.Element[0] == 'f';
            var field = isField ? rule.FieldOf(entry.Element[2..]) : null;
            var child = field is not null ? new MergeRule(field.Value, field) : isField ? rule.Undeclared : rule.Items;
            entries[i] = new FieldSetEntry(entry.Element, entry.IsMember || field is not null, entry.Children.WithNamedFields(child));
        }

        return IsEmpty ? Empty : new FieldSet(entries);
    }
}
