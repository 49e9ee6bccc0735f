using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Grains.Authorization;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Who approves or denies a request for a certificate must have the right to <c>approve</c> for its signer.</summary>
internal sealed class CertificateApprovalPlugin(IAuthorizer authorizer) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "CertificateApproval";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.SigningRequests, "approval", AdmissionOperation.Update);

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var signer = ((CertificateSigningRequest)attributes.OldObject!).Spec.SignerName;
        if (!SignerAccess.May(authorizer, attributes, "approve", signer))
        {
            throw attributes.Forbidden($"user not permitted to approve requests with signerName \"{signer}\"");
        }

        return ValueTask.CompletedTask;
    }
}
