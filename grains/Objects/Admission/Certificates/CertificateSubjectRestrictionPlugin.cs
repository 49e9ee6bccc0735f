using System.Security.Cryptography;
using Orchestrator.Api.Models.Certificates.V1;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Nobody becomes a master of the cluster by a certificate that the cluster itself issues for clients.</summary>
internal sealed class CertificateSubjectRestrictionPlugin : IValidatingAdmissionPlugin
{
    private const string ClientSigner = "kubernetes.io/kube-apiserver-client";

    /// <inheritdoc/>
    public string Name => "CertificateSubjectRestriction";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) => target.Is(Resources.SigningRequests, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        var request = (CertificateSigningRequest)attributes.Object!;
        if (request.Spec.SignerName != ClientSigner)
        {
            return ValueTask.CompletedTask;
        }

        RequestSubject subject;
        try
        {
            subject = RequestSubject.Read(request.Spec.Request ?? []);
        }
        catch (CryptographicException e)
        {
            throw attributes.Forbidden($"unable to parse CSR \"{request.Metadata.Name}\": {e.Message}");
        }

        return subject.Organizations.Contains("system:masters")
            ? throw attributes.Forbidden($"use of {ClientSigner} signer with system:masters group is not allowed")
            : ValueTask.CompletedTask;
    }
}
