using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Selectors;
using Orchestrator.Api.Strategies;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Reads;

/// <summary>The objects that a list or watch is about, besides its namespace: by name, labels and fields.</summary>
internal sealed class ObjectSelector
{
    private const string NameField = "metadata.name";
    private const string NamespaceField = "metadata.namespace";
    private readonly LabelSelector _labels;
    private readonly FieldSelector _fields;
    private readonly KindDescriptor _kind;

    private ObjectSelector(KindDescriptor kind, LabelSelector labels, FieldSelector fields)
    {
        _kind = kind;
        _labels = labels;
        _fields = fields;
        Name = fields.RequiresExactMatch(NameField);
    }

    /// <summary>The one name that can match, or null.</summary>
    public string? Name { get; }

    /// <summary>Parses the selectors of a request; null when everything matches.</summary>
    /// <exception cref="ApiException">A selector is malformed or names a field that the kind does not select by (400).</exception>
    public static ObjectSelector? Parse(KindDescriptor kind, ReadOptions options)
    {
        if (options.LabelSelector.Length == 0 && options.FieldSelector.Length == 0)
        {
            return null;
        }

        try
        {
            var selector = new ObjectSelector(kind, LabelSelector.Parse(options.LabelSelector), FieldSelector.Parse(options.FieldSelector));
            selector.CheckFields();
            return selector._labels.IsEverything && selector._fields.IsEverything ? null : selector;
        }
        catch (FormatException e)
        {
            throw new ApiException(StatusFactory.BadRequest(e.Message));
        }
    }

    /// <summary>Selects the one object that a request's path names.</summary>
    public static ObjectSelector Named(KindDescriptor kind, string name) =>
        new(kind, LabelSelector.Everything, FieldSelector.Parse($"{NameField}={name}"));

    /// <summary>Whether an object is selected.</summary>
    public bool Matches(ReplicaEntry entry)
    {
        if (Name is not null && !string.Equals(Name, entry.Key.Name, StringComparison.Ordinal))
        {
            return false;
        }

        return (_labels.IsEverything || _labels.Matches(entry.Labels)) && MatchesFields(entry);
    }

    private bool MatchesFields(ReplicaEntry entry)
    {
        var requirements = _fields.Requirements;
        for (var i = 0; i < requirements.Count; i++)
        {
            var requirement = requirements[i];
            if (string.Equals(Field(entry, requirement.Field), requirement.Value, StringComparison.Ordinal) != requirement.IsEqual)
            {
                return false;
            }
        }

        return true;
    }

    private string Field(ReplicaEntry entry, string field) => field switch
    {
        NameField => entry.Key.Name,
        NamespaceField => entry.Key.Namespace,
        _ => _kind.Strategy!.SelectableFields[field](StoredModels.Of(_kind, entry)),
    };

    private void CheckFields()
    {
        foreach (var requirement in _fields.Requirements)
        {
            if (requirement.Field is NameField or NamespaceField || _kind.Strategy?.SelectableFields.ContainsKey(requirement.Field) == true)
            {
                continue;
            }

            throw new ApiException(StatusFactory.BadRequest((_kind.Strategy ?? DefaultStrategy.Instance).UnknownField(requirement.Field)));
        }
    }
}
