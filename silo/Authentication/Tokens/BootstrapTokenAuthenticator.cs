using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Silo.Authentication.Tokens;

/// <summary>
/// Bootstrap tokens, with which nodes join: <c>ID.SECRET</c>, kept in secrets <c>bootstrap-token-ID</c> of the type <c>bootstrap.kubernetes.io/token</c> in
/// <c>kube-system</c>. The user is <c>system:bootstrap:ID</c> in the group <c>system:bootstrappers</c> and those of <c>auth-extra-groups</c>.
/// </summary>
internal sealed partial class BootstrapTokenAuthenticator(IReplica replica, ServiceAccountTokenOptions options, TimeProvider time) : ITokenAuthenticator
{
    private const string Group = "system:bootstrappers";
    private const int IdLength = 6;
    private const int Length = 23;

    /// <inheritdoc/>
    public ValueTask<TokenAuthentication> AuthenticateAsync(BearerToken token, IReadOnlyList<string> audiences, CancellationToken cancellationToken) =>
        ValueTask.FromResult(token.Text.Length == Length && TokenForm.IsMatch(token.Text.Span) ? Authenticate(token.Text.Span, audiences) : TokenAuthentication.None);

    private TokenAuthentication Authenticate(ReadOnlySpan<char> token, IReadOnlyList<string> audiences)
    {
        var meant = Audiences.Intersect(options.Audiences, audiences);
        var id = token[..IdLength].ToString();
        var secret = replica.Get(new ObjectKey("", "secrets", "kube-system", $"bootstrap-token-{id}"))?.As<Secret>();
        if (meant.Count == 0 || secret is not { Type: BootstrapTokens.SecretType, Metadata.DeletionTimestamp: null, Data: { } data } || !Holds(data, id, token[(IdLength + 1)..]))
        {
            return TokenAuthentication.None;
        }

        var groups = Text(data, "auth-extra-groups").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (groups.FirstOrDefault(group => !GroupForm.IsMatch(group)) is { } wrong)
        {
            return TokenAuthentication.Wrong($"bootstrap group \"{wrong}\" is invalid (must match {GroupForm})");
        }

        return TokenAuthentication.Of(
            new UserInfo($"system:bootstrap:{id}", "", [Group, .. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), UserInfo.AuthenticatedGroup]), meant);
    }

    private bool Holds(IReadOnlyDictionary<string, byte[]> data, string id, ReadOnlySpan<char> secret)
    {
        Span<byte> sent = stackalloc byte[Length];
        return CryptographicOperations.FixedTimeEquals(sent[..Encoding.UTF8.GetBytes(secret, sent)], data.GetValueOrDefault("token-secret") ?? [])
            && Text(data, "token-id") == id
            && !BootstrapTokens.HasExpired(data, time)
            && Text(data, "usage-bootstrap-authentication") == "true";
    }

    private static string Text(IReadOnlyDictionary<string, byte[]> data, string name) => Encoding.UTF8.GetString(data.GetValueOrDefault(name) ?? []);

    [GeneratedRegex(@"\A[a-z0-9]{6}\.[a-z0-9]{16}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TokenForm { get; }

    [GeneratedRegex(@"\Asystem:bootstrappers:[a-z0-9:-]{0,255}[a-z0-9]\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex GroupForm { get; }
}
