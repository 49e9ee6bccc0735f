using Orchestrator.Grains.Authorization;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Whether somebody may do something as, or for, a signer of certificates.</summary>
internal static class SignerAccess
{
    /// <summary>Asks for the signer itself, and then for all signers of its domain, <c>example.com/*</c>.</summary>
    public static bool May(IAuthorizer authorizer, AdmissionAttributes attributes, string verb, string signerName)
    {
        var slash = signerName.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? signerName : signerName[..slash];
        return Asks(signerName) || Asks(domain + "/*");

        bool Asks(string name) => authorizer.Authorize(new AccessAttributes(attributes.Caller)
        {
            Verb = verb,
            Group = "certificates.k8s.io",
            Version = "*",
            Resource = "signers",
            Name = name,
        }).Allowed;
    }
}
