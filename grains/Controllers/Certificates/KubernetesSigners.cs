namespace Orchestrator.Grains.Controllers.Certificates;

/// <summary>The signers that the control plane itself is.</summary>
internal static class KubernetesSigners
{
    /// <summary>Certificates by which the API server knows its clients.</summary>
    public const string Client = "kubernetes.io/kube-apiserver-client";

    /// <summary>Certificates by which the API server knows nodes.</summary>
    public const string KubeletClient = "kubernetes.io/kube-apiserver-client-kubelet";

    /// <summary>Certificates by which nodes are known to the API server.</summary>
    public const string KubeletServing = "kubernetes.io/kubelet-serving";

    /// <summary>Certificates that nobody has to honour.</summary>
    public const string LegacyUnknown = "kubernetes.io/legacy-unknown";
}
