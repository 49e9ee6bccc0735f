using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Authorization;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>An agent gets tokens for pods that run on it, and for audiences that these pods ask for (<c>ServiceAccountNodeAudienceRestriction</c>).</summary>
internal sealed class NodeTokenRules(IReplica replica, IAuthorizer authorizer)
{
    private readonly PodAudiences _audiences = new(replica);

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

        CheckAudience(attributes, request, pod);
    }

    // Others than the pods' volumes may need tokens on a node, such as those who fetch images: for these audiences a role must say so.
    private void CheckAudience(AdmissionAttributes attributes, TokenRequest request, Pod pod)
    {
        if (request.Spec.Audiences is not { Count: > 0 } audiences)
        {
            return;
        }

        if (audiences.Count > 1)
        {
            throw attributes.Forbidden("node may only request 0 or 1 audiences");
        }

        if (audiences[0] is { Length: > 0 } audience && !_audiences.Needs(pod, audience) && !MayAsk(attributes, audience))
        {
            throw attributes.Forbidden(
                $"audience \"{audience}\" not found in pod spec volume, {attributes.Caller.UserName} is not authorized to request tokens for this audience");
        }
    }

    private bool MayAsk(AdmissionAttributes attributes, string audience) => authorizer.Authorize(new AccessAttributes(attributes.Caller)
    {
        Verb = "request-serviceaccounts-token-audience",
        Version = "v1",
        Namespace = attributes.Key.Namespace,
        Resource = audience,
        Name = attributes.Key.Name,
    }).Allowed;
}
