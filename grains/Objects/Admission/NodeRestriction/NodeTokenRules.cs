using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>An agent gets tokens for pods that run on it, and for audiences that these pods ask for.</summary>
internal sealed class NodeTokenRules(IReplica replica)
{
    /// <summary>Checks a request for a token.</summary>
    public void Check(AdmissionAttributes attributes, string node)
    {
        if (attributes is not { Operation: AdmissionOperation.Create, Subresource: "token", Object: TokenRequest request })
        {
            return;
        }

        if (request.Spec.BoundObjectRef is not { ApiVersion: "v1", Kind: "Pod", Name: { Length: > 0 } name } bound)
        {
            throw attributes.Forbidden("node requested token not bound to a pod");
        }

        if (string.IsNullOrEmpty(bound.Uid))
        {
            throw attributes.Forbidden("node requested token with a pod binding without a uid");
        }

        var pod = replica.Get(Resources.Pods.At(attributes.Key.Namespace, name))?.As<Pod>()
            ?? throw new ApiException(StatusFactory.NotFound(Resources.Pods, name));
        if (pod.Metadata.Uid != bound.Uid)
        {
            throw attributes.Forbidden(
                $"the UID in the bound object reference ({bound.Uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        if (pod.Spec.NodeName != node)
        {
            throw attributes.Forbidden("node requested token bound to a pod scheduled on a different node");
        }

        foreach (var audience in request.Spec.Audiences ?? [])
        {
            if (audience.Length > 0 && !Asks(pod, audience))
            {
                throw attributes.Forbidden($"audience \"{audience}\" not found in pod spec volume");
            }
        }
    }

    private bool Asks(Pod pod, string audience)
    {
        foreach (var volume in pod.Spec.Volumes ?? [])
        {
            if (volume.Projected?.Sources.Exists(source => source.ServiceAccountToken?.Audience == audience) == true
                || (volume.Csi is { } csi && DriverAsks(csi.Driver, audience)))
            {
                return true;
            }
        }

        return false;
    }

    private bool DriverAsks(string driver, string audience) =>
        replica.Get(new Orchestrator.Api.Objects.ObjectKey("storage.k8s.io", "csidrivers", "", driver))
            ?.As<Orchestrator.Api.Models.Storage.V1.CSIDriver>().Spec.TokenRequests?.Exists(request => request.Audience == audience) == true;
}
