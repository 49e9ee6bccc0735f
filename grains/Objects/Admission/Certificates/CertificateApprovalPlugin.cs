using Orchestrator.Api.Models.Certificates.V1;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Who approves or denies a request for a certificate must have the right to <c>approve</c> for its signer.</summary>
internal sealed class CertificateApprovalPlugin(IAdmissionAccess access) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "CertificateApproval";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.SigningRequests, "approval", AdmissionOperation.Update);

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var signer = ((CertificateSigningRequest)attributes.OldObject!).Spec.SignerName;
        if (!await SignerAccess.MayAsync(access, attributes, "approve", signer))
        {
            throw attributes.Forbidden($"user not permitted to approve requests with signerName \"{signer}\"");
        }
    }
}
