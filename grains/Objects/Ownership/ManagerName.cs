using Orchestrator.Grains.Contract;

namespace Orchestrator.Grains.Objects.Ownership;

/// <summary>The name under which a writer's fields are managed.</summary>
internal static class ManagerName
{
    /// <summary>
    /// What a client said or its user agent is; of the parts of the control plane itself, which have neither, the name of the process in which that part runs
    /// in other clusters, since tools know these.
    /// </summary>
    public static string Of(WriteRequest request) => request.Options.FieldManager is { Length: > 0 } manager ? manager : request.Caller.UserName switch
    {
        var user when user.StartsWith("system:node:", StringComparison.Ordinal) => "kubelet",
        "system:kube-scheduler" => "kube-scheduler",
        "system:apiserver" => "kube-apiserver",
        var user when user.StartsWith("system:", StringComparison.Ordinal) => "kube-controller-manager",
        _ => "unknown",
    };
}
