namespace Orchestrator.Grains.Why.Sources;

/// <summary>What would unblock it, by the API's reasons.</summary>
internal static class Remedies
{
    /// <summary>For a reason and its message; empty when there is nothing to say.</summary>
    public static string For(string reason, string message) => reason switch
    {
        "ImagePullBackOff" or "ErrImagePull" => "correct the image's name, or name a secret for its registry in spec.imagePullSecrets; the pull is tried again by itself",
        "InvalidImageName" => "correct the image's name in the pod's template",
        "ErrImageNeverPull" => "load the image onto the node, or let imagePullPolicy pull it",
        "CrashLoopBackOff" => "the container ends by itself soon after its start: read its last words with kubectl logs --previous",
        "CreateContainerConfigError" or "CreateContainerError" => "create what the message names, a ConfigMap or a Secret for instance; it is tried again by itself",
        "RunContainerError" => "correct the container's command, or what the message names",
        "SchedulingGated" => "take the gates out of spec.schedulingGates; whoever put them there does so when it is ready",
        "Unschedulable" => "make room, add a node, or ask for less in the pod's template",
        "FailedMount" or "FailedAttachVolume" => "create what the volume refers to, or correct the reference; it is tried again by itself",
        "FailedCreate" or "FailedDelete" when message.Contains("exceeded quota", StringComparison.Ordinal) => "raise the quota's limit, or delete what uses it up; it is tried again by itself",
        "FailedCreate" => "correct the template, or the policy that refuses it",
        "ProgressDeadlineExceeded" => "see what blocks its pods; kubectl rollout undo goes back to the version before",
        "OOMKilled" => "raise the container's memory limit",
        _ => "",
    };

    /// <summary>For a reason of a scheduler's plugin.</summary>
    public static string ForPlugin(string plugin) => plugin switch
    {
        "NodeResourcesFit" => "free what others ask for there, add a node, or ask for less in the pod's resources.requests",
        "NodeAffinity" => "label a node as spec.nodeSelector or the affinity asks, or ask for less",
        "NodeName" => "correct spec.nodeName, or add a node of that name",
        "TaintToleration" => "take the taint off the nodes, or give the pod a toleration for it",
        "NodeUnschedulable" => "kubectl uncordon the nodes",
        "NodePorts" => "use another hostPort, or add a node where it is free",
        "InterPodAffinity" => "relax the pod's affinity or anti-affinity, or that of the pods that keep it away; or add a node",
        "PodTopologySpread" => "add nodes in the domains that have too few pods, or raise maxSkew",
        "VolumeBinding" or "VolumeZone" or "VolumeRestrictions" or "NodeVolumeLimits" => "see what blocks the claims that the pod mounts",
        "DynamicResources" => "see what blocks the resource claims of the pod",
        _ => "",
    };

    /// <summary>Who takes a finalizer off, and when.</summary>
    public static string ForFinalizer(string finalizer) => finalizer switch
    {
        "kubernetes" => "the namespace controller takes it off when the namespace is empty",
        "kubernetes.io/pvc-protection" => "it goes when no pod uses the claim any more",
        "kubernetes.io/pv-protection" => "it goes when no claim is bound to the volume any more",
        "foregroundDeletion" => "the garbage collector takes it off when the dependents that block it are gone",
        "orphan" => "the garbage collector takes it off when it has let the dependents go",
        "batch.kubernetes.io/job-tracking" => "the job controller takes it off when it has counted the pod",
        "customresourcecleanup.apiextensions.k8s.io" => "it goes when no objects of the kind are left",
        _ => "the controller that put it there has to take it off; if that is gone for good, take it off with kubectl patch",
    };
}
