using Orchestrator.Grains.Authorization;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Objects.Admission.NodeRestriction;

/// <summary>
/// Holds a node's agent to what is its own: its node, its lease, its CSI drivers and devices, the pods that are bound to it and their tokens, and mirror pods.
/// Authorization says which resources nodes may touch; this says which objects, and what of them.
/// </summary>
internal sealed class NodeRestrictionPlugin(IReplica replica, IAuthorizer authorizer) : IMutatingAdmissionPlugin, IValidatingAdmissionPlugin
{
    private readonly NodePodRules _pods = new(replica);
    private readonly NodeTokenRules _tokens = new(replica, authorizer);

    /// <inheritdoc/>
    public string Name => "NodeRestriction";

    /// <inheritdoc/>
    public bool Handles(AdmissionTarget target) =>
        target.Resource == Resources.Pods
        || target.Resource == Resources.Nodes
        || target.Resource == Resources.PersistentVolumeClaims
        || target.Resource == Resources.ServiceAccounts
        || target.Resource == Resources.Leases
        || target.Resource == Resources.CSINodes
        || target.Resource == Resources.ResourceSlices
        || target.Is(Resources.SigningRequests, AdmissionOperation.Create);

    /// <inheritdoc/>
    public ValueTask AdmitAsync(AdmissionAttributes attributes)
    {
        Check(attributes);
        return ValueTask.CompletedTask;
    }

    /// <summary>A delete changes nothing and has this half alone.</summary>
    public ValueTask ValidateAsync(AdmissionAttributes attributes)
    {
        if (attributes.Operation == AdmissionOperation.Delete)
        {
            Check(attributes);
        }

        return ValueTask.CompletedTask;
    }

    private void Check(AdmissionAttributes attributes)
    {
        if (NodeIdentity.Of(attributes.Caller) is not { } node)
        {
            return;
        }

        if (node.Length == 0)
        {
            throw attributes.Forbidden($"could not determine node from user \"{attributes.Caller.UserName}\"");
        }

        switch (attributes.Key.Resource)
        {
            case "pods":
                _pods.Check(attributes, node);
                break;
            case "nodes":
                OwnNodeRules.Check(attributes, node);
                break;
            case "persistentvolumeclaims":
                ClaimStatusRules.Check(attributes, node);
                break;
            case "serviceaccounts":
                _tokens.Check(attributes, node);
                break;
            case "leases":
                OwnObjectRules.Lease(attributes, node);
                break;
            case "csinodes":
                OwnObjectRules.CSINode(attributes, node);
                break;
            case "resourceslices":
                OwnObjectRules.ResourceSlice(attributes, node);
                break;
            case "certificatesigningrequests":
                OwnObjectRules.SigningRequest(attributes, node);
                break;
        }
    }
}
