using System.Security.Cryptography;
using System.Text;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>Signs approved requests for certificates of the control plane's own signers (<c>pkg/controller/certificates/signer</c>).</summary>
internal sealed class CertificateSigningController : IController
{
    private readonly ControllerServices _services;
    private readonly RequestWriter _writer;
    private readonly CertificateIssuer? _issuer;

    public CertificateSigningController(ControllerServices services, CertificateSigningAuthority authority)
    {
        _services = services;
        _writer = new RequestWriter(services);
        _issuer = authority.Certificate is { } certificate ? new CertificateIssuer(certificate) : null;
    }

    /// <inheritdoc/>
    public string Name => "certificatesigningrequest-signing-controller";

    /// <inheritdoc/>
    public void Declare(WatchSet watches) => watches.Own(CertificateApprovalController.Requests);

    /// <inheritdoc/>
    public async Task<ReconcileResult> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (_issuer is null || _services.Replica.Get(key) is not { DeletionTimestamp: null } entry || entry.As<CertificateSigningRequest>() is not { } request
            || !RequestState.IsUnsigned(request) || !SignerRules.Knows(request.Spec.SignerName))
        {
            return ReconcileResult.Done;
        }

        var (certificate, refusal) = Sign(_issuer, request);
        await (certificate is not null
            ? _writer.SetCertificateAsync(entry, Encoding.ASCII.GetBytes(certificate), cancellationToken)
            : _writer.AddConditionAsync(entry, "status", RequestState.Failed, "SignerValidationFailure", refusal!, cancellationToken));
        return ReconcileResult.Done;
    }

    private (string? Certificate, string? Refusal) Sign(CertificateIssuer issuer, CertificateSigningRequest request)
    {
        try
        {
            var asked = RequestedCertificate.Read(request.Spec.Request ?? []);
            var usages = request.Spec.Usages ?? [];
            return SignerRules.Refusal(request.Spec.SignerName, asked, usages) is { } refusal
                ? (null, refusal)
                : (issuer.Issue(asked, usages, request.Spec.ExpirationSeconds, _services.Time.GetUtcNow()), null);
        }
        catch (CryptographicException unreadable)
        {
            return (null, $"unable to parse csr \"{request.Metadata.Name}\": {unreadable.Message}");
        }
    }
}
