using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Certificates.V1;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Who sets the certificate or the conditions in a request's status must have the right to <c>sign</c> for its signer.</summary>
internal sealed class CertificateSigningPlugin(IAdmissionAccess access) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "CertificateSigning";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.SigningRequests, "status", AdmissionOperation.Update);

    /// <inheritdoc/>
    public async ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var (request, old) = ((CertificateSigningRequest)attributes.Object!, (CertificateSigningRequest)attributes.OldObject!);
        if (JsonModel.ToBytes(request.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(old.Status)))
        {
            return;
        }

        var signer = old.Spec.SignerName;
        if (!await SignerAccess.MayAsync(access, attributes, "sign", signer))
        {
            throw attributes.Forbidden($"user not permitted to sign requests with signerName \"{signer}\"");
        }
    }
}
