using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Objects.Clients;
using Orchestrator.Ledger.Contract;

namespace Orchestrator.Grains.Controllers.DisruptionBudgets;

/// <summary>
/// Takes back the condition <c>DisruptionTarget</c> of a pod that has not begun to go two minutes after it was set: whoever meant to end it did not
/// (<c>syncStalePodDisruption</c>). Its objects are pods, and only those with the condition are poked.
/// </summary>
internal sealed class StaleDisruptionController : IController
{
    private const string Target = "DisruptionTarget";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private readonly ControllerServices _services;
    private readonly IResourceClient _client;

    public StaleDisruptionController(ControllerServices services)
    {
        _services = services;
        _client = new ObservedClient(services.Clients.For("system:serviceaccount:kube-system:disruption-controller"));
    }

    /// <inheritdoc/>
    public string Name => "disruption-controller-stale-pods";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Mapped(KnownResources.Pods, static (change, poke) =>
    {
        if (change.Type != ChangeType.Deleted && Since(change.Entry.As<Pod>()) is not null)
        {
            poke(change.Entry.Key);
        }
    });

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_services.Replica.Get(key) is not { } entry || Since(entry.As<Pod>()) is not { } since)
        {
            return ReconcileResult.Done;
        }

        var left = since + Timeout - _services.Time.GetUtcNow().UtcDateTime;
        if (left > TimeSpan.Zero)
        {
            return ReconcileResult.After(left).Because($"takes back DisruptionTarget at {since + Timeout:u} unless the pod begins to go");
        }

        // At the version that was judged: conditions are a list, which is replaced as one.
        var pod = entry.Copy<Pod>();
        var target = PodState.Condition(pod, Target)!;
        (target.Status, target.Reason, target.Message) = ("False", null, null);
        target.ObservedGeneration = pod.Metadata.Generation;
        target.LastTransitionTime = Timestamp.Seconds(_services.Time.GetUtcNow().UtcDateTime);
        await _client.UpdateStatusAsync(pod, cancellationToken);
        return ReconcileResult.Done;
    }

    /// <summary>Since when the pod is to end and does not; null when nothing is stale about it. What its own agent said stands, however long it takes.</summary>
    private static DateTime? Since(Pod pod) =>
        PodState.IsActive(pod) && PodState.Condition(pod, Target) is { Status: "True", Reason: not "TerminationByKubelet" } target
            ? target.LastTransitionTime ?? pod.Metadata.CreationTimestamp
            : null;
}
