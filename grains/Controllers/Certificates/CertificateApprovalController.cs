using System.Security.Cryptography;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Grains.Authorization;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>
/// Approves requests of nodes for their client certificates, when who asks may have such a certificate (<c>sarapprove.go</c>): a node its own anew
/// (<c>certificatesigningrequests/selfnodeclient</c>), a machine that joins its first (<c>certificatesigningrequests/nodeclient</c>). Everything else people approve.
/// </summary>
internal sealed class CertificateApprovalController : IController
{
    private const string Group = "certificates.k8s.io";
    private const string Rbac = "rbac.authorization.k8s.io";

    private readonly ControllerServices _services;
    private readonly IAuthorizer _authorizer;
    private readonly RequestWriter _writer;

    public CertificateApprovalController(ControllerServices services, IAuthorizer authorizer)
    {
        (_services, _authorizer) = (services, authorizer);
        _writer = new RequestWriter(services);
    }

    /// <summary>The resource of the requests.</summary>
    public static GroupResource Requests { get; } = new(Group, "certificatesigningrequests");

    /// <inheritdoc/>
    public string Name => "certificatesigningrequest-approving-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches)
    {
        watches.Own(Requests);

        // Who may not yet, may when somebody gives the right.
        foreach (var resource in (ReadOnlySpan<string>)["clusterroles", "clusterrolebindings"])
        {
            watches.Mapped(new GroupResource(Rbac, resource), (_, poke) =>
            {
                foreach (var entry in _services.Replica.List(Requests))
                {
                    if (RequestState.IsUndecided(entry.As<CertificateSigningRequest>()))
                    {
                        poke(entry.Key);
                    }
                }
            });
        }
    }

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_services.Replica.Get(key) is not { DeletionTimestamp: null } entry || entry.As<CertificateSigningRequest>() is not { } request || !RequestState.IsUndecided(request))
        {
            return ReconcileResult.Done;
        }

        if (Reason(request) is { } message)
        {
            await _writer.AddConditionAsync(entry, "approval", RequestState.Approved, "AutoApproved", message, cancellationToken);
        }

        return ReconcileResult.Done;
    }

    private string? Reason(CertificateSigningRequest request)
    {
        if (request.Spec.SignerName != KubernetesSigners.KubeletClient || Read(request) is not { } asked
            || SignerRules.Refusal(KubernetesSigners.KubeletClient, asked, request.Spec.Usages ?? []) is not null)
        {
            return null;
        }

        return request.Spec.Username == asked.Subject.CommonName && May(request, "selfnodeclient") ? "Auto approving self kubelet client certificate after SubjectAccessReview."
            : May(request, "nodeclient") ? "Auto approving kubelet client certificate after SubjectAccessReview."
            : null;
    }

    private static RequestedCertificate? Read(CertificateSigningRequest request)
    {
        try
        {
            return RequestedCertificate.Read(request.Spec.Request ?? []);
        }
        catch (CryptographicException)
        {
            return null; // its signer says what is wrong with it
        }
    }

    private bool May(CertificateSigningRequest request, string subresource) =>
        _authorizer.Authorize(new AccessAttributes(request.Spec.Username ?? "", request.Spec.Uid ?? "", request.Spec.Groups ?? [])
        {
            Verb = "create",
            Group = Group,
            Version = "*",
            Resource = "certificatesigningrequests",
            Subresource = subresource,
        }).Allowed;
}
