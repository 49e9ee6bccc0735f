using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.ServiceAccounts;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reviews;
using GroupKind = Orchestrator.Api.Objects.GroupKind;
using GroupResource = Orchestrator.Api.Objects.GroupResource;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>POST of <c>serviceaccounts/token</c>: makes a token of the account (<c>kubectl create token</c>), in the order and the words of a real server.</summary>
internal sealed class TokenRequests(ServiceAccountTokens tokens, TokenBinding binding, NodeTokenRules nodes, IReplica replica, TimeProvider time)
    : Review<TokenRequest>(new GroupResource("", "serviceaccounts"), "token")
{
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;
    private const long MostSeconds = 1L << 32;

    /// <summary>What pods of the volumes that admission adds ask for (<c>WarnOnlyBoundTokenExpirationPeriod</c>): their tokens hold for a year, so that programs which read theirs once go on.</summary>
    private const long WarnOnlySeconds = 3607;
    private const long ExtendedSeconds = 365 * 24 * 3600;

    private static readonly GroupKind Kind = new("authentication.k8s.io", "TokenRequest");

    /// <inheritdoc/>
    protected override async ValueTask AnswerAsync(TokenRequest review, ApiRequest request)
    {
        RequireName(review, request);
        await replica.CatchUpAsync(request.Aborted).ConfigureAwait(false);
        var account = replica.Get(request.Key) ?? throw new ApiException(StatusFactory.NotFound(request.GroupResource, request.Info.Name));
        var now = time.GetUtcNow();
        review.Metadata.Name = request.Info.Name;
        review.Metadata.Namespace = request.Namespace;
        review.Metadata.CreationTimestamp = now.UtcDateTime;
        review.Spec.Audiences = review.Spec.Audiences is { Count: > 0 } asked ? asked : [.. tokens.ApiAudiences];
        review.Spec.ExpirationSeconds ??= DefaultSeconds;
        Validate(review.Spec);
        nodes.Require(request, review);
        var bound = binding.Resolve(review.Spec.BoundObjectRef, request.Namespace, request.Info.Name);
        review.Status = new TokenRequestStatus
        {
            Token = await tokens.SignAsync(Claims(review.Spec, account, bound, now.ToUnixTimeSeconds()), request.Aborted).ConfigureAwait(false),
            ExpirationTimestamp = now.UtcDateTime.AddSeconds(review.Spec.ExpirationSeconds.Value),
        };
    }

    private TokenClaims Claims(TokenRequestSpec spec, ReplicaEntry account, BoundObjects bound, long now)
    {
        var seconds = spec.ExpirationSeconds!.Value;
        var isExtended = bound.Pod is not null && seconds == WarnOnlySeconds && spec.Audiences.TrueForAll(audience => tokens.ApiAudiences.Contains(audience));
        return new TokenClaims
        {
            Issuer = tokens.Options.Issuer,
            Audiences = spec.Audiences,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (isExtended ? ExtendedSeconds : seconds),
            WarnAfter = isExtended ? now + seconds : null,
            Id = Guid.NewGuid().ToString(),
            Namespace = account.Key.Namespace,
            ServiceAccount = new ObjectIdentity(account.Key.Name, account.Uid),
            Pod = bound.Pod,
            Secret = bound.Secret,
            Node = bound.Node,
        };
    }

    private static void RequireName(TokenRequest review, ApiRequest request)
    {
        if (review.Metadata.Name is { Length: > 0 } name && name != request.Info.Name)
        {
            var errors = new FieldErrors();
            errors.Invalid(FieldPath.Of("metadata", "name"), name, "must match the service account name if specified");
            throw new ApiException(StatusFactory.Invalid(Kind, request.Info.Name, errors));
        }
    }

    private static void Validate(TokenRequestSpec spec)
    {
        var errors = new FieldErrors();
        var path = FieldPath.Of("spec", "expirationSeconds");
        if (spec.ExpirationSeconds < LeastSeconds)
        {
            errors.Invalid(path, spec.ExpirationSeconds, "may not specify a duration less than 10 minutes");
        }

        if (spec.ExpirationSeconds > MostSeconds)
        {
            errors.Invalid(path, spec.ExpirationSeconds, "may not specify a duration larger than 2^32 seconds");
        }

        if (errors.Count > 0)
        {
            throw new ApiException(StatusFactory.Invalid(Kind, "", errors));
        }
    }
}
