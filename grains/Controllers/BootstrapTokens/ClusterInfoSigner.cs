using System.Globalization;
using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Tokens = Orchestrator.Grains.ServiceAccounts.BootstrapTokens;

namespace Orchestrator.Grains.Controllers.BootstrapTokens;

/// <summary>
/// Keeps signatures in the config map <c>cluster-info</c> of <c>kube-public</c>, one for each bootstrap token that may sign, by which a machine that joins knows that
/// it talks to its cluster (<c>bootstrapsigner.go</c>). Its object is the config map.
/// </summary>
internal sealed class ClusterInfoSigner(ControllerServices services) : IController
{
    private const string Kubeconfig = "kubeconfig";
    private const string SignaturePrefix = "jws-kubeconfig-";
    private const string TokenNamespace = "kube-system";
    private const string TokenPrefix = "bootstrap-token-";
    private static readonly GroupResource Secrets = new("", "secrets");
    private static readonly ObjectKey ClusterInfo = new("", "configmaps", "kube-public", "cluster-info");

    private readonly ObservedClient _client = new(services.Clients.For("system:serviceaccount:kube-system:bootstrap-signer"));

    /// <inheritdoc/>
    public string Name => "bootstrap-signer-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Mapped(ClusterInfo.GroupResource, static (change, poke) =>
        {
            if (change.Entry.Key == ClusterInfo)
            {
                poke(ClusterInfo);
            }
        });
        watches.Mapped(Secrets, static (change, poke) =>
        {
            if (change.Entry.Key.Namespace == TokenNamespace && change.Entry.Key.Name.StartsWith(TokenPrefix, StringComparison.Ordinal))
            {
                poke(ClusterInfo);
            }
        });
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (services.Replica.Get(ClusterInfo) is not { DeletionTimestamp: null } entry || entry.As<ConfigMap>().Data is not { } data || !data.TryGetValue(Kubeconfig, out var text))
        {
            return ReconcileResult.Done;
        }

        var wanted = Signatures(text);
        var changes = wanted.Where(signature => data.GetValueOrDefault(signature.Key) != signature.Value).Select(static signature => (signature.Key, (string?)signature.Value)).ToList();
        changes.AddRange(data.Keys.Where(name => name.StartsWith(SignaturePrefix, StringComparison.Ordinal) && !wanted.ContainsKey(name)).Select(static name => (name, (string?)null)));
        if (changes.Count > 0)
        {
            await _client.PatchAsync(ClusterInfo, Patch(entry, changes), "", cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private Dictionary<string, string> Signatures(string text)
    {
        var signatures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in services.Replica.List(Secrets).In(TokenNamespace, (TokenNamespace, TokenPrefix)))
        {
            if (!entry.Key.Name.StartsWith(TokenPrefix, StringComparison.Ordinal))
            {
                break; // they are in the order of their names
            }

            if (entry.TryAs<Secret>() is { Type: Tokens.SecretType, Metadata.DeletionTimestamp: null, Data: { } data }
                && Text(data, "token-id") is var id && entry.Key.Name == TokenPrefix + id
                && Text(data, "usage-bootstrap-signing") == "true"
                && data.GetValueOrDefault("token-secret") is { Length: > 0 } secret
                && !Tokens.HasExpired(data, services.Time)) // its cleaner deletes it then, which is told here
            {
                signatures[SignaturePrefix + id] = DetachedSignature.Of(text, id, secret);
            }
        }

        return signatures;
    }

    private static string Text(Dictionary<string, byte[]> data, string name) => Encoding.UTF8.GetString(data.GetValueOrDefault(name) ?? []);

    private static byte[] Patch(ReplicaEntry entry, List<(string Name, string? Value)> changes) => MergePatch.Write(writer =>
    {
        writer.WriteStartObject("metadata"u8);
        writer.WriteString("uid"u8, entry.Uid);
        writer.WriteString("resourceVersion"u8, entry.Revision.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndObject();
        writer.WriteStartObject("data"u8);
        changes.ForEach(change => writer.WriteString(change.Name, change.Value));
        writer.WriteEndObject();
    });
}
