namespace Orchestrator.Api.Agents;

/// <summary>What the control plane and agents have agreed on about volumes that are directories of nodes.</summary>
public static class LocalVolumes
{
    /// <summary>The provisioner, as storage classes name it.</summary>
    public const string Provisioner = "orchestrator.io/local-path";

    /// <summary>The storage class that every cluster has.</summary>
    public const string StorageClass = "local-path";

    /// <summary>On a node: the directory in which its agent keeps volumes.</summary>
    public const string DirectoryAnnotation = "orchestrator.io/volumes-directory";

    /// <summary>On a volume: the node whose directory it is.</summary>
    public const string NodeAnnotation = "orchestrator.io/node";

    /// <summary>On a volume: its directory is still to be removed.</summary>
    public const string Finalizer = "external-provisioner.volume.kubernetes.io/finalizer";

    /// <summary>The account of the provisioner.</summary>
    public const string Account = "local-path-provisioner";
}
