using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Batch.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Objects.Admission.PodSecurity;

/// <summary>The kinds that make pods of a template.</summary>
internal static class PodTemplates
{
    private static readonly HashSet<GroupResource> Workloads =
    [
        new("", "replicationcontrollers"), new("", "podtemplates"), new("apps", "replicasets"), new("apps", "deployments"), new("apps", "statefulsets"),
        new("apps", "daemonsets"), new("batch", "jobs"), new("batch", "cronjobs"),
    ];

    /// <summary>Whether objects of the resource have a template.</summary>
    public static bool Has(GroupResource resource) => Workloads.Contains(resource);

    /// <summary>The template; null when the object has none.</summary>
    public static PodTemplateSpec? Of(IKubeObject value) => value switch
    {
        Deployment deployment => deployment.Spec.Template,
        ReplicaSet replicaSet => replicaSet.Spec.Template,
        StatefulSet statefulSet => statefulSet.Spec.Template,
        DaemonSet daemonSet => daemonSet.Spec.Template,
        Job job => job.Spec.Template,
        CronJob cronJob => cronJob.Spec.JobTemplate.Spec.Template,
        ReplicationController controller => controller.Spec.Template,
        PodTemplate template => template.Template,
        _ => null,
    };
}
