namespace Orchestrator.Grains.Objects.Clients;

/// <summary>Makes clients.</summary>
public interface IResourceClientFactory
{
    /// <summary>A client that writes as a user, for example <c>system:serviceaccount:kube-system:replicaset-controller</c>.</summary>
    IResourceClient For(string userName);
}
