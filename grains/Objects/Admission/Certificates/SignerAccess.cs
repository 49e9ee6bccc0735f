using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission.Certificates;

/// <summary>Whether somebody may do something as, or for, a signer of certificates.</summary>
internal static class SignerAccess
{
    private static readonly GroupResource Signers = new("certificates.k8s.io", "signers");

    /// <summary>Asks for the signer itself, and then for all signers of its domain, <c>example.com/*</c>.</summary>
    public static async ValueTask<bool> MayAsync(IAdmissionAccess access, AdmissionAttributes attributes, string verb, string signerName)
    {
        if (await access.MayAsync(attributes.Caller, verb, Signers, signerName))
        {
            return true;
        }

        var slash = signerName.IndexOf('/', StringComparison.Ordinal);
        var domain = slash < 0 ? signerName : signerName[..slash];
        return await access.MayAsync(attributes.Caller, verb, Signers, domain + "/*");
    }
}
