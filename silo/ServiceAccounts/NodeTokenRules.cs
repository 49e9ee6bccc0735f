using Orchestrator.Api.Agents;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Authentication.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Ledger.Replication;
using Orchestrator.Silo.Pipeline;
using UserInfo = Orchestrator.Silo.Authentication.UserInfo;

namespace Orchestrator.Silo.ServiceAccounts;

/// <summary>What a node may ask for: tokens bound to a pod that is on it, of that pod's account (the admission plugin NodeRestriction's rules of <c>serviceaccounts/token</c>).</summary>
internal sealed class NodeTokenRules(IReplica replica)
{
    /// <exception cref="ApiException">A node asks for more than it may have (403).</exception>
    public void Require(ApiRequest request, TokenRequest review)
    {
        if (NodeOf(request.User) is not { } node)
        {
            return;
        }

        if (review.Spec.BoundObjectRef is not { ApiVersion: "v1", Kind: "Pod", Name.Length: > 0 } reference)
        {
            throw Forbidden(request, "node requested token not bound to a pod");
        }

        if (string.IsNullOrEmpty(reference.Uid))
        {
            throw Forbidden(request, "node requested token with a pod binding without a uid");
        }

        var pod = replica.Get(new ObjectKey("", "pods", request.Namespace, reference.Name));
        if (pod is null)
        {
            throw new ApiException(StatusFactory.NotFound(new GroupResource("", "pods"), reference.Name));
        }

        if (pod.Uid != reference.Uid)
        {
            throw Forbidden(request, $"the UID in the bound object reference ({reference.Uid}) does not match the UID in record. The object might have been deleted and then recreated");
        }

        if (pod.As<Pod>().Spec.NodeName != node)
        {
            throw Forbidden(request, "node requested token bound to a pod scheduled on a different node");
        }
    }

    private static string? NodeOf(UserInfo user) =>
        user.IsIn(AgentPaths.NodesGroup) && user.Name.StartsWith(AgentPaths.NodeUserPrefix, StringComparison.Ordinal) ? user.Name[AgentPaths.NodeUserPrefix.Length..] : null;

    private static ApiException Forbidden(ApiRequest request, string why) => new(StatusFactory.Forbidden(request.GroupResource, request.Info.Name, why));
}
