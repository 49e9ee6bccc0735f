using Orchestrator.Api.Objects;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;

/// <summary>Says what objects of one resource use of a quota. This one counts them; kinds that use more derive from it.</summary>
internal class QuotaEvaluator(GroupResource resource)
{
    private static readonly HashSet<string> OlderNames = new(StringComparer.Ordinal)
    {
        "configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "resourcequotas", "secrets", "services",
    };

    private readonly string _olderName = resource.Group.Length == 0 && OlderNames.Contains(resource.Resource) ? resource.Resource : "";

    /// <summary>The resource.</summary>
    public GroupResource Resource { get; } = resource;

    /// <summary><c>count/deployments.apps</c>.</summary>
    protected string CountName { get; } = "count/" + resource;

    /// <summary>Whether an update can change what an object uses; the subresource is given.</summary>
    public virtual bool ChangesOnUpdate(string subresource) => false;

    /// <summary>Whether the name of a quota's resource is one that these objects use.</summary>
    public virtual bool Counts(string name) => name == CountName || (name == _olderName && name.Length > 0);

    /// <summary>Adds what an object uses.</summary>
    public virtual void AddUsage(IKubeObject value, DateTime now, Dictionary<string, Quantity> usage)
    {
        usage[CountName] = Quantity.FromValue(1);
        if (_olderName.Length > 0)
        {
            usage[_olderName] = Quantity.FromValue(1);
        }
    }

    /// <summary>What an object must say and does not, for a quota of these resources; null when nothing is missing.</summary>
    public virtual string? Missing(IKubeObject value, IReadOnlyCollection<string> restricted) => null;

    /// <summary>Whether an object is in a scope. No objects are in scopes that their kind knows nothing of.</summary>
    public virtual bool IsInScope(IKubeObject value, string scope, string op, IReadOnlyList<string> values) => false;
}
