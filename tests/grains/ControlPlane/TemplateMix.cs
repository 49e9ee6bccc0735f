using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Follows the pods of a namespace revision by revision, and keeps how many different images there were at once.</summary>
internal sealed class TemplateMix : IReplicaObserver, IDisposable
{
    private readonly Dictionary<string, string> _images = new(StringComparer.Ordinal);
    private readonly string _namespace;
    private readonly IDisposable _subscription;

    public TemplateMix(IReplica replica, string ns)
    {
        _namespace = ns;
        _subscription = replica.Subscribe(this, replay: true);
    }

    public int MostImages { get; private set; }

    public void OnChange(ReplicaChange change)
    {
        var key = change.Entry.Key;
        if (key.GroupResource != KnownResources.Pods || key.Namespace != _namespace)
        {
            return;
        }

        if (change.Type == ChangeType.Deleted)
        {
            _images.Remove(key.Name);
        }
        else
        {
            _images[key.Name] = change.Entry.As<Pod>().Spec.Containers[0].Image!;
        }

        MostImages = Math.Max(MostImages, _images.Values.Distinct().Count());
    }

    public void Dispose() => _subscription.Dispose();
}
