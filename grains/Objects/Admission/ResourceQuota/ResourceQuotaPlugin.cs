using Orchestrator.Api.Values;
using Orchestrator.Grains.Objects.Admission.Amounts;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Scopes;
using Orchestrator.Ledger.Replication;
using Orleans;
using Quota = Orchestrator.Api.Models.Core.V1.ResourceQuota;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>
/// Refuses what would take more than a namespace's quotas have left. Which quotas a write concerns, and with how much, is found out here; whether that much is left
/// is for the namespace's <see cref="IQuotaGrain"/> to say, which reserves it until the write's outcome is known. Namespaces without quotas cost a look into a list.
/// </summary>
internal sealed class ResourceQuotaPlugin(IReplica replica, QuotaEvaluators evaluators, IGrainFactory grains, TimeProvider time) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "ResourceQuota";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Namespaced && target.Operation switch
    {
        AdmissionOperation.Create => target.Subresource.Length == 0,
        AdmissionOperation.Update => evaluators.Of(target.Resource).ChangesOnUpdate(target.Subresource),
        _ => false,
    };

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var quotas = replica.List(Resources.ResourceQuotas);
        if (quotas.Count == 0)
        {
            return ValueTask.CompletedTask;
        }

        List<QuotaAmount>? amounts = null;
        foreach (var entry in quotas.In(attributes.Key.Namespace))
        {
            Collect(attributes, entry.As<Quota>(), ref amounts);
        }

        return amounts is null ? ValueTask.CompletedTask : ChargeAsync(attributes, amounts);
    }

    private void Collect(AdmissionAttributes attributes, Quota quota, ref List<QuotaAmount>? amounts)
    {
        var evaluator = evaluators.Of(attributes.Key.GroupResource);
        var restricted = (quota.Spec.Hard ?? []).Keys.Where(evaluator.Counts).Order(StringComparer.Ordinal).ToList();
        if (restricted.Count == 0 || !QuotaScopes.Match(quota, evaluator, attributes.Object!))
        {
            return;
        }

        if (evaluator.Missing(attributes.Object!, restricted) is { } missing)
        {
            throw attributes.Forbidden($"failed quota: {quota.Metadata.Name}: {missing}");
        }

        var change = ChangeOf(attributes, quota, evaluator);
        foreach (var name in restricted)
        {
            if (change.TryGetValue(name, out var amount) && !amount.IsZero)
            {
                (amounts ??= []).Add(new QuotaAmount(quota.Metadata.Name!, name, amount.ToString()));
            }
        }
    }

    private Dictionary<string, Quantity> ChangeOf(AdmissionAttributes attributes, Quota quota, QuotaEvaluator evaluator)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var usage = ResourceAmounts.None();
        evaluator.AddUsage(attributes.Object!, now, usage);
        var before = ResourceAmounts.None();
        if (attributes.OldObject is { } old && QuotaScopes.Match(quota, evaluator, old))
        {
            evaluator.AddUsage(old, now, before);
        }

        return ResourceAmounts.Difference(usage, before);
    }

    private async ValueTask ChargeAsync(AdmissionAttributes attributes, List<QuotaAmount> amounts)
    {
        // What only gives back is counted once it has happened.
        amounts.RemoveAll(amount => amount.Amount.StartsWith('-'));
        if (amounts.Count == 0)
        {
            return;
        }

        var ns = attributes.Key.Namespace;
        var charge = new QuotaCharge(
            attributes.Key.ToString(), attributes.Object!.Metadata.Uid ?? "", attributes.BaseRevision, [.. amounts], attributes.Options.DryRun || attributes.Sink is null);
        var verdict = await grains.GetGrain<IQuotaGrain>(ns).ChargeAsync(charge);
        if (verdict.Refusal.Length > 0)
        {
            throw attributes.Forbidden(verdict.Refusal);
        }

        if (verdict.Reservation != 0)
        {
            attributes.Sink!.Hold(new QuotaReservation(grains, ns, verdict.Reservation));
        }
    }
}
