using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Contract;
using Orchestrator.Ledger.Contract;
using Tokens = Orchestrator.Grains.ServiceAccounts.BootstrapTokens;

namespace Orchestrator.Grains.Controllers.BootstrapTokens;

/// <summary>Deletes bootstrap tokens' secrets when they have ended (<c>tokencleaner.go</c>). Its objects are these secrets; others never reach it.</summary>
internal sealed class TokenCleaner(ControllerServices services) : IController
{
    private const string Namespace = "kube-system";
    private const string NamePrefix = "bootstrap-token-";
    private static readonly GroupResource Secrets = new("", "secrets");

    private readonly Objects.Clients.IResourceClient _client = services.Clients.For("system:serviceaccount:kube-system:token-cleaner");

    /// <inheritdoc/>
    public string Name => "token-cleaner";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Mapped(Secrets, static (change, poke) =>
    {
        var key = change.Entry.Key;
        if (change.Type != ChangeType.Deleted && key.Namespace == Namespace && key.Name.StartsWith(NamePrefix, StringComparison.Ordinal))
        {
            poke(key);
        }
    });

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(key) is not { } entry || entry.As<Secret>() is not { Type: Tokens.SecretType, Metadata.DeletionTimestamp: null, Data: { } data })
        {
            return ReconcileResult.Done;
        }

        if (Tokens.HasExpired(data, services.Time))
        {
            await _client.DeleteAsync(key, new WriteOptions { PreconditionUid = entry.Uid }, cancellationToken);
            return ReconcileResult.Done;
        }

        return Tokens.ExpirationOf(data) is { } end ? ReconcileResult.After(end - services.Time.GetUtcNow()) : ReconcileResult.Done;
    }
}
