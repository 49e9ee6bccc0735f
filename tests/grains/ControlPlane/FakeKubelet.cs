using System.Threading.Channels;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.Controllers;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Plays the agents of all nodes: bound pods become running and ready, terminating ones go. Pods that a test holds back stay as they are.</summary>
internal sealed class FakeKubelet : IReplicaObserver, IAsyncDisposable
{
    private readonly Channel<ReplicaEntry> _pods = Channel.CreateUnbounded<ReplicaEntry>();
    private readonly IResourceClient _client;
    private readonly IReplica _replica;
    private readonly IDisposable _subscription;
    private readonly Task[] _workers;

    public FakeKubelet(IReplica replica, IResourceClient client)
    {
        (_replica, _client) = (replica, client);
        _subscription = replica.Subscribe(this, replay: true);
        _workers = [.. Enumerable.Range(0, 128).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Pods that do not start.</summary>
    public Func<Pod, bool> DoesNotStart { get; set; } = static _ => false;

    /// <summary>Nodes whose agent does nothing.</summary>
    public Func<string, bool> IsDown { get; set; } = static _ => false;

    public void OnChange(ReplicaChange change)
    {
        if (change.Entry.Key.GroupResource == KnownResources.Pods && change.Type != ChangeType.Deleted)
        {
            _pods.Writer.TryWrite(change.Entry);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        _pods.Writer.TryComplete();
        await Task.WhenAll(_workers);
    }

    private async Task WorkAsync()
    {
        await foreach (var entry in _pods.Reader.ReadAllAsync())
        {
            try
            {
                await ActAsync(entry);
            }
            catch (ApiException overtaken) when (overtaken.Status.Code is 404 or 409)
            {
                // A newer state of the pod is in the channel already.
            }
            catch (Exception)
            {
                // The silo was killed; the kubelet of the next one goes on.
            }
        }
    }

    private async Task ActAsync(ReplicaEntry entry)
    {
        var pod = entry.As<Pod>();
        if (pod.Spec.NodeName is not { Length: > 0 } node || IsDown(node) || _replica.Get(entry.Key)?.Revision != entry.Revision)
        {
            return;
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            await _client.DeleteAsync(entry.Key, new WriteOptions { GracePeriodSeconds = 0, PreconditionUid = entry.Uid }, CancellationToken.None);
        }
        else if (!PodState.IsReady(pod) && pod.Status.Phase != "Running" && !DoesNotStart(pod))
        {
            await StartAsync(entry);
        }
    }

    private Task StartAsync(ReplicaEntry entry)
    {
        var pod = entry.Copy<Pod>();
        pod.Status.Phase = "Running";
        pod.Status.PodIP = "10.1.2.3";
        pod.Status.StartTime = DateTime.UtcNow;
        (pod.Status.Conditions ??= []).Add(new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = DateTime.UtcNow });
        return _client.UpdateStatusAsync(pod, CancellationToken.None);
    }
}
