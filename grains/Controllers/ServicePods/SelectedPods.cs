using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServicePods;

/// <summary>A service's selector and the pods that it selects.</summary>
internal sealed class SelectedPods
{
    public SelectedPods(ObjectKey service, Dictionary<string, string> selector)
    {
        (Service, Selector) = (service, selector);
        var (label, value) = selector.MinBy(static pair => pair.Key, StringComparer.Ordinal);
        Place = (service.Namespace, label, value);
    }

    public ObjectKey Service { get; }

    public Dictionary<string, string> Selector { get; }

    /// <summary>The label under which the service is found.</summary>
    public (string Namespace, string Label, string Value) Place { get; }

    public Dictionary<ObjectKey, ReplicaEntry> Pods { get; } = [];

    /// <summary>Whether the selector wants such a pod.</summary>
    public bool Selects(ReplicaEntry pod)
    {
        var labels = pod.Labels;
        foreach (var (label, value) in Selector)
        {
            if (!labels.TryGetValue(label, out var actual) || actual != value)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes out a pod that the selector does not want any more.</summary>
    public void Drop(ReplicaEntry pod)
    {
        if (!Selects(pod))
        {
            Pods.Remove(pod.Key);
        }
    }
}
