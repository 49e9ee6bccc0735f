using System.Security.Cryptography;
using Orchestrator.Api.Models.Certificates.V1;
using Orchestrator.Api.Models.Resource.V1;
using Orchestrator.Grains.Objects.Admission.Certificates;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>Objects that belong to one node by their name, or by what they say.</summary>
internal static class OwnObjectRules
{
    private const string LeaseNamespace = "kube-node-lease";

    public static void Lease(AdmissionAttributes attributes, string node)
    {
        if (attributes.Key.Namespace != LeaseNamespace)
        {
            throw attributes.Forbidden($"can only access leases in the \"{LeaseNamespace}\" system namespace");
        }

        if (attributes.Key.Name != node)
        {
            throw attributes.Forbidden("can only access node lease with the same name as the requesting node");
        }
    }

    public static void CSINode(AdmissionAttributes attributes, string node)
    {
        if (attributes.Key.Name != node)
        {
            throw attributes.Forbidden("can only access CSINode with the same name as the requesting node");
        }
    }

    public static void ResourceSlice(AdmissionAttributes attributes, string node)
    {
        // An update cannot change the node, so the old object tells as well.
        var slice = (ResourceSlice?)(attributes.OldObject ?? attributes.Object);
        if (slice?.Spec.NodeName != node)
        {
            throw attributes.Forbidden(
                attributes.Operation == AdmissionOperation.Create
                    ? "can only create ResourceSlice with the same NodeName as the requesting node"
                    : "can only delete ResourceSlice with the same NodeName as the requesting node");
        }
    }

    /// <summary>A node asks for certificates in its own name alone.</summary>
    public static void SigningRequest(AdmissionAttributes attributes, string node)
    {
        var request = (CertificateSigningRequest)attributes.Object!;
        if (request.Spec.SignerName is not ("kubernetes.io/kubelet-serving" or "kubernetes.io/kube-apiserver-client-kubelet"))
        {
            return;
        }

        string name;
        try
        {
            name = RequestSubject.Read(request.Spec.Request ?? []).CommonName;
        }
        catch (CryptographicException e)
        {
            throw attributes.Forbidden($"unable to parse csr: {e.Message}");
        }

        if (name != NodeIdentity.UserPrefix + node)
        {
            throw attributes.Forbidden($"can only create a node CSR with CN={NodeIdentity.UserPrefix}{node}");
        }
    }
}
