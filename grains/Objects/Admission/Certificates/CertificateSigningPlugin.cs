using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Grains.Authorization;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Who sets the certificate or the conditions in a request's status must have the right to <c>sign</c> for its signer.</summary>
internal sealed class CertificateSigningPlugin(IAuthorizer authorizer) : IValidatingAdmissionPlugin
{
    /// <inheritdoc/>
    public string Name => "CertificateSigning";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.SigningRequests, "status", AdmissionOperation.Update);

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var (request, old) = ((CertificateSigningRequest)attributes.Object!, (CertificateSigningRequest)attributes.OldObject!);
        if (JsonModel.ToBytes(request.Status).AsSpan().SequenceEqual(JsonModel.ToBytes(old.Status)))
        {
            return ValueTask.CompletedTask;
        }

        var signer = old.Spec.SignerName;
        if (!SignerAccess.May(authorizer, attributes, "sign", signer))
        {
            throw attributes.Forbidden($"user not permitted to sign requests with signerName \"{signer}\"");
        }

        return ValueTask.CompletedTask;
    }
}
