using Orchestrator.Api.Values;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.ResourceQuota;

/// <summary>One attempt at a round of charges, on the quotas as the replica shows them: weighs each in turn, and gathers what is to be committed.</summary>
internal sealed class QuotaRound(string namespaceName, IReplica replica, QuotaUsage usage, QuotaReservations reservations)
{
    private readonly Dictionary<string, QuotaState> _quotas =
        replica.List(Resources.ResourceQuotas).In(namespaceName).ToDictionary(entry => entry.Key.Name, entry => new QuotaState(entry), StringComparer.Ordinal);

    /// <summary>Counts all quotas anew.</summary>
    public void CountAll()
    {
        foreach (var quota in _quotas.Values)
        {
            Count(quota);
        }
    }

    /// <summary>Charges all of a write's amounts or none.</summary>
    public QuotaVerdict Charge(QuotaCharge charge)
    {
        // Quotas that are new to one side or the other since the charge was made up decide nothing: they are counted later.
        var concerned = charge.Amounts.Select(amount => amount.Quota).Distinct(StringComparer.Ordinal).Select(_quotas.GetValueOrDefault).OfType<QuotaState>().ToList();
        foreach (var quota in concerned)
        {
            if (Refusal(quota, charge) is { } refusal)
            {
                return new QuotaVerdict(0, refusal);
            }
        }

        if (charge.DryRun || concerned.Count == 0)
        {
            return new QuotaVerdict(0, "");
        }

        foreach (var quota in concerned)
        {
            foreach (var (resource, amount) in AmountsOf(quota, charge))
            {
                quota.Add(resource, amount);
            }
        }

        return new QuotaVerdict(reservations.Add(charge), "");
    }

    /// <summary>What is to be committed.</summary>
    public IReadOnlyList<Mutation> Batch() => [.. _quotas.Values.Select(quota => quota.ToMutation()).OfType<Mutation>()];

    /// <summary>Why the quota has not enough left; before it says so, it is counted, since what was deleted comes back only then.</summary>
    private string? Refusal(QuotaState quota, QuotaCharge charge)
    {
        if (!quota.IsCounted || (Exceeded(quota, charge).Count > 0 && quota.CountedAt < replica.Revision))
        {
            Count(quota);
        }

        var exceeded = Exceeded(quota, charge);
        return exceeded.Count == 0
            ? null
            : $"exceeded quota: {quota.Name}, requested: {Text(exceeded, e => e.Amount)}, used: {Text(exceeded, e => quota.Used[e.Resource])}, limited: {Text(exceeded, e => quota.Hard[e.Resource])}";
    }

    private static List<(string Resource, Quantity Amount)> Exceeded(QuotaState quota, QuotaCharge charge) =>
        AmountsOf(quota, charge).FindAll(item => quota.Used.GetValueOrDefault(item.Resource).Add(item.Amount) > quota.Hard[item.Resource]);

    private static List<(string Resource, Quantity Amount)> AmountsOf(QuotaState quota, QuotaCharge charge)
    {
        var amounts = new List<(string Resource, Quantity Amount)>();
        foreach (var amount in charge.Amounts)
        {
            if (amount.Quota == quota.Name && quota.Hard.ContainsKey(amount.Resource))
            {
                amounts.Add((amount.Resource, Quantity.Parse(amount.Amount)));
            }
        }

        return amounts;
    }

    private static string Text(List<(string Resource, Quantity Amount)> exceeded, Func<(string Resource, Quantity Amount), Quantity> choose) =>
        string.Join(',', exceeded.Select(item => $"{item.Resource}={choose(item)}"));

    private void Count(QuotaState quota)
    {
        var revision = replica.Revision;
        var view = new QuotaView(replica, namespaceName);
        var used = usage.Of(quota.Value, view);
        reservations.AddTo(quota.Name, used, view);
        quota.Count(used, revision);
    }
}
