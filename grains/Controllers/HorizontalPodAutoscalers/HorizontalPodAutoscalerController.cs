using System.Collections.Concurrent;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Autoscaling.V2;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Scaling;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;

/// <summary>
/// Scales what has replicas by metrics (<c>pkg/controller/podautoscaler</c>). Metrics change without anybody being told, so each autoscaler is looked at every 15 s
/// and, as in a real cluster, no sooner when it changes; a cluster without autoscalers does nothing.
/// </summary>
internal sealed class HorizontalPodAutoscalerController(ControllerServices services, IMetricsSource metrics, AutoscaledPods pods, AutoscalerOptions options)
    : Controller<HorizontalPodAutoscaler>("horizontal-pod-autoscaler", new GroupResource("autoscaling", "horizontalpodautoscalers"), services)
{
    private const string AbleToScale = "AbleToScale";
    private readonly ConcurrentDictionary<ObjectKey, ScaleHistory> _histories = [];

    /// <inheritdoc/>
    protected override async Task<ReconcileResult> ReconcileAsync(ObjectKey key, HorizontalPodAutoscaler value, CancellationToken cancellationToken)
    {
        var history = _histories.GetOrAdd(key, static _ => new ScaleHistory());
        var wait = history.Seen + options.SyncPeriod - Now;
        if (wait > TimeSpan.Zero)
        {
            return ReconcileResult.After(wait);
        }

        var status = new AutoscalerStatus(value, Now);
        var result = ReconcileResult.After(options.SyncPeriod);
        var trouble = await ScaleAsync(key, value, status, history, cancellationToken);
        if (StatusPatch.Of(value.Metadata.Uid!, value.Status, status.Value) is { } patch)
        {
            await Client.PatchAsync(key, patch, "status", cancellationToken);
        }

        history.Seen = Now;
        return trouble is null ? result : result.Because($"{trouble}");
    }

    /// <inheritdoc/>
    protected override Task<ReconcileResult> GoneAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        _histories.TryRemove(key, out _);
        return base.GoneAsync(key, cancellationToken);
    }

    /// <returns>What is in the way; null when nothing is.</returns>
    private async Task<string?> ScaleAsync(
        ObjectKey key, HorizontalPodAutoscaler scaler, AutoscalerStatus status, ScaleHistory history, CancellationToken cancellationToken)
    {
        ScaleTarget target;
        try
        {
            target = ScaleTarget.Find(scaler.Spec.ScaleTargetRef, key.Namespace, Services.Kinds, Replica);
        }
        catch (ScaleException missing)
        {
            Events.Warning(scaler, "FailedGetScale", missing.Message);
            status.Set(AbleToScale, false, "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {missing.Message}");
            return missing.Message;
        }

        status.Set(AbleToScale, true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
        var current = target.Replicas;
        history.Begin(current, Now);
        var round = new AutoscalerRound(scaler, target, status, history, Services, Events, metrics, pods, options) { Others = Others(key) };
        var (desired, reason, trouble) = await round.DecideAsync(cancellationToken);
        if (desired is not { } wanted || wanted == current)
        {
            status.Set(target.Replicas, desired ?? status.Value.DesiredReplicas, round.Statuses);
            return trouble;
        }

        return await RescaleAsync(scaler, target, wanted, reason, round, history, cancellationToken) ?? trouble;
    }

    private async Task<string?> RescaleAsync(
        HorizontalPodAutoscaler scaler, ScaleTarget target, int desired, string reason, AutoscalerRound round, ScaleHistory history, CancellationToken cancellationToken)
    {
        var status = round.Status;
        try
        {
            await target.ScaleToAsync(desired, Client, cancellationToken);
        }
        catch (ApiException refused)
        {
            Events.Warning(scaler, "FailedRescale", $"New size: {desired}; reason: {reason}; error: {refused.Message}");
            status.Set(AbleToScale, false, "FailedUpdateScale", $"the HPA controller was unable to update the target scale: {refused.Message}");
            status.Set(target.Replicas, status.Value.DesiredReplicas, round.Statuses);
            return refused.Message;
        }

        status.Set(AbleToScale, true, "SucceededRescale", $"the HPA controller was able to update the target scale to {desired}");
        Events.Normal(scaler, "SuccessfulRescale", $"New size: {desired}; reason: {reason}");
        var periods = (scaler.Spec.Behavior?.ScaleUp?.Policies ?? []).Concat(scaler.Spec.Behavior?.ScaleDown?.Policies ?? []).Select(static policy => policy.PeriodSeconds);
        if (scaler.Spec.Behavior is not null)
        {
            history.Changed(target.Replicas, desired, Now, TimeSpan.FromSeconds(periods.DefaultIfEmpty(0).Max()));
        }

        status.Set(target.Replicas, desired, round.Statuses);
        status.Scaled();
        return null;
    }

    /// <summary>The selectors of the other autoscalers of the namespace.</summary>
    private List<(ObjectKey Key, string Selector)> Others(ObjectKey key)
    {
        var others = new List<(ObjectKey, string)>();
        foreach (var (other, history) in _histories)
        {
            if (other.Namespace == key.Namespace && other != key && history.Selector.Length > 0)
            {
                others.Add((other, history.Selector));
            }
        }

        return others;
    }
}
