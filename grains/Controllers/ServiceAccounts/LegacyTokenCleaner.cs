using System.Globalization;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServiceAccounts;

/// <summary>
/// Ends tokens that older clusters made by themselves and that nobody has used for a year: first they count no more, and after another year their secret goes
/// (<c>legacy_serviceaccount_token_cleaner.go</c>). Tokens that people made stay. Its objects are secrets with tokens; others never reach it.
/// </summary>
internal sealed class LegacyTokenCleaner(ControllerServices services) : IController
{
    /// <summary>How long nobody must have used it, and how long it then counts no more before it goes.</summary>
    internal const int Days = 365;

    private const string Type = "kubernetes.io/service-account-token";
    private const string AccountName = "kubernetes.io/service-account.name";
    private static readonly GroupResource Secrets = new("", "secrets");

    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:legacy-service-account-token-cleaner"));

    /// <inheritdoc/>
    public string Name => "legacy-serviceaccount-token-cleaner-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Mapped(Secrets, static (change, poke) =>
    {
        if (change.Type != ChangeType.Deleted && change.Entry.Annotations.ContainsKey(AccountName))
        {
            poke(change.Entry.Key);
        }
    });

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key) is not { DeletionTimestamp: null } entry || entry.As<Secret>() is not { Type: Type } secret || !WasMadeForAccount(secret))
        {
            return ReconcileResult.Done;
        }

        var today = DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        if (IsUnused(secret, today) && !IsMounted(key))
        {
            if (LegacyTokens.Date(entry.Labels.GetValueOrDefault(LegacyTokens.InvalidSince)) is not { } since)
            {
                await IgnoreGoneAsync(_client.PatchAsync(key, Invalidate(entry, today), "", cancellationToken));
            }
            else if (since.AddDays(Days) < today)
            {
                await IgnoreGoneAsync(_client.DeleteAsync(key, new WriteOptions { PreconditionUid = entry.Uid, PreconditionResourceVersion = secret.Metadata.ResourceVersion }, cancellationToken));
            }
        }

        return ReconcileResult.After(ReconcileResult.Longest);
    }

    /// <summary>Whether a controller made it, as those of clusters before 1.24 did: then its account names it.</summary>
    private bool WasMadeForAccount(Secret secret) =>
        secret.Metadata.Annotations?.GetValueOrDefault(AccountName) is { } name
        && services.Replica.Get(KnownResources.ServiceAccounts.Key(secret.Metadata.Namespace, name)) is { } account
        && account.As<ServiceAccount>().Secrets?.Exists(reference => reference.Name == secret.Metadata.Name) == true;

    /// <summary>Use is known since it has been noted; before that day nobody can tell.</summary>
    private bool IsUnused(Secret secret, DateOnly today) =>
        LegacyTokens.Date(services.Replica.Get(LegacyTokens.Tracking)?.As<ConfigMap>().Data?.GetValueOrDefault(LegacyTokens.Since)) is { } since
        && Latest(since, DateOnly.FromDateTime(secret.Metadata.CreationTimestamp ?? DateTime.MaxValue), LegacyTokens.Date(secret.Metadata.Labels?.GetValueOrDefault(LegacyTokens.LastUsed))) < today.AddDays(-Days);

    private bool IsMounted(ObjectKey secret)
    {
        foreach (var entry in services.Replica.List(KnownResources.Pods).In(secret.Namespace))
        {
            if (entry.TryAs<Pod>()?.Spec.Volumes?.Exists(volume => volume.Secret?.SecretName == secret.Name) == true)
            {
                return true;
            }
        }

        return false;
    }

    private static DateOnly Latest(DateOnly one, DateOnly other, DateOnly? third)
    {
        var latest = one > other ? one : other;
        return third > latest ? third.Value : latest;
    }

    private static byte[] Invalidate(ReplicaEntry entry, DateOnly today) => MergePatch.Metadata(writer =>
    {
        writer.WriteString("uid"u8, entry.Uid);
        writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
        writer.WriteStartObject("labels"u8);
        writer.WriteString(LegacyTokens.InvalidSince, LegacyTokens.Text(today));
        writer.WriteEndObject();
    });

    private static async Task IgnoreGoneAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (ApiException gone) when (gone.Status.Code == 404)
        {
            // Which is what was wanted.
        }
    }
}
