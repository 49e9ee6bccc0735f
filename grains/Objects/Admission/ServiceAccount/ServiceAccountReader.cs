using Orchestrator.Api.Json;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Account = Orchestrator.Api.Models.Core.V1.ServiceAccount;

namespace Orchestrator.Grains.Objects.Admission.ServiceAccount;

/// <summary>Finds service accounts. A "no" comes from the ledger, and for the one that each new namespace gets only after a while.</summary>
internal sealed class ServiceAccountReader(IReplica replica, ILedger ledger, ServiceAccountOptions options)
{
    /// <summary>The account that every namespace has.</summary>
    public const string Default = "default";

    /// <summary>The account.</summary>
    /// <exception cref="Orchestrator.Api.Errors.ApiException">403: there is none.</exception>
    public ValueTask<Account> GetAsync(AdmissionAttributes attributes, string name) =>
        Find(attributes, name) is { } account ? ValueTask.FromResult(account) : AwaitAsync(attributes, name);

    private Account? Find(AdmissionAttributes attributes, string name) => replica.Get(Resources.ServiceAccounts.At(attributes.Key.Namespace, name))?.As<Account>();

    private async ValueTask<Account> AwaitAsync(AdmissionAttributes attributes, string name)
    {
        var ns = attributes.Key.Namespace;
        if (await ledger.ReadAsync(Resources.ServiceAccounts.At(ns, name), CancellationToken.None) is { } record)
        {
            return JsonModel.Read<Account>(record.Json);
        }

        return (name == Default ? await AwaitDefaultAsync(attributes) : null)
            ?? throw attributes.Forbidden($"error looking up service account {ns}/{name}: serviceaccount \"{name}\" not found");
    }

    private async Task<Account?> AwaitDefaultAsync(AdmissionAttributes attributes)
    {
        using var patience = new CancellationTokenSource(options.DefaultAccountPatience);
        try
        {
            while (true)
            {
                var revision = replica.Revision;
                if (Find(attributes, Default) is { } account)
                {
                    return account;
                }

                await replica.WaitForAsync(revision + 1, patience.Token);
            }
        }
        catch (OperationCanceledException)
        {
            return Find(attributes, Default);
        }
    }
}
