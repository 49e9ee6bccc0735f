using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers.ServiceAccounts;

/// <summary>
/// Fills secrets of the type <c>kubernetes.io/service-account-token</c> with a token of the account that their annotation names, and deletes them when the account goes
/// (<c>tokens_controller.go</c>). Its objects are these secrets; others never reach it.
/// </summary>
internal sealed class TokenSecretController(ControllerServices services, ServiceAccountTokens tokens, ClusterAuthority authority) : IController
{
    private const string Type = "kubernetes.io/service-account-token";
    private const string AccountName = "kubernetes.io/service-account.name";
    private const string AccountUid = "kubernetes.io/service-account.uid";
    private static readonly GroupResource Secrets = new("", "secrets");

    private readonly Objects.Clients.IResourceClient _client = services.Clients.For("system:serviceaccount:kube-system:tokens-controller");

    /// <inheritdoc/>
    public string Name => "tokens-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(Secrets, static (change, poke) =>
        {
            if (change.Type != ChangeType.Deleted && Names(change.Entry))
            {
                poke(change.Entry.Key);
            }
        });
        watches.Mapped(KnownResources.ServiceAccounts, (change, poke) =>
        {
            if (change.Type != ChangeType.Updated)
            {
                PokeSecretsOf(change.Entry.Key, poke);
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key) is not { } entry || entry.As<Secret>() is not { Type: Type, Metadata.DeletionTimestamp: null } secret)
        {
            return ReconcileResult.Done;
        }

        var account = AccountOf(secret);
        if (account is null)
        {
            await services.Replica.CatchUpAsync(cancellationToken); // another silo may have made the account a moment ago
            account = AccountOf(secret);
        }

        if (account is null)
        {
            await _client.DeleteAsync(key, new WriteOptions { PreconditionUid = entry.Uid, PreconditionResourceVersion = secret.Metadata.ResourceVersion }, cancellationToken);
        }
        else
        {
            await FillAsync(entry.Copy<Secret>(), account, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private async Task FillAsync(Secret secret, ReplicaEntry account, CancellationToken cancellationToken)
    {
        var data = secret.Data ??= [];
        var certificate = Encoding.UTF8.GetBytes(authority.Pem);
        var needsCertificate = certificate.Length > 0 && !certificate.AsSpan().SequenceEqual(data.GetValueOrDefault("ca.crt"));
        var needsNamespace = data.GetValueOrDefault("namespace") is not { Length: > 0 };
        var needsToken = data.GetValueOrDefault("token") is not { Length: > 0 };
        if (!needsCertificate && !needsNamespace && !needsToken)
        {
            return;
        }

        if (needsCertificate)
        {
            data["ca.crt"] = certificate;
        }

        if (needsNamespace)
        {
            data["namespace"] = Encoding.UTF8.GetBytes(account.Key.Namespace);
        }

        if (needsToken)
        {
            var claims = new TokenClaims
            {
                Issuer = TokenClaims.LegacyIssuer,
                Namespace = account.Key.Namespace,
                ServiceAccount = new(account.Key.Name, account.Uid),
                Secret = new(secret.Metadata.Name!, ""),
            };
            data["token"] = Encoding.ASCII.GetBytes(await tokens.SignAsync(claims, cancellationToken));
        }

        secret.Metadata.Annotations![AccountUid] = account.Uid;
        await _client.UpdateAsync(secret, cancellationToken);
    }

    private ReplicaEntry? AccountOf(Secret secret)
    {
        var annotations = secret.Metadata.Annotations;
        return annotations?.GetValueOrDefault(AccountName) is { Length: > 0 } name
            && services.Replica.Get(KnownResources.ServiceAccounts.Key(secret.Metadata.Namespace, name)) is { } account
            && annotations.GetValueOrDefault(AccountUid) is var uid && (string.IsNullOrEmpty(uid) || uid == account.Uid)
                ? account
                : null;
    }

    private void PokeSecretsOf(ObjectKey account, Action<ObjectKey> poke)
    {
        foreach (var secret in services.Replica.List(Secrets).In(account.Namespace))
        {
            if (Names(secret) && secret.Annotations[AccountName] == account.Name)
            {
                poke(secret.Key);
            }
        }
    }

    // every token secret has the annotation, and hardly anything else has: its type need not be decoded to tell
    private static bool Names(ReplicaEntry secret) => secret.Annotations.ContainsKey(AccountName);
}
