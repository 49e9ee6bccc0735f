using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Grains.Tests.ControlPlane;

/// <summary>Objects for tests.</summary>
internal static class Make
{
    public static Deployment Deployment(string ns, int replicas, string image = "web:1", string name = "web", Action<DeploymentSpec>? also = null)
    {
        var spec = new DeploymentSpec
        {
            Replicas = replicas,
            ProgressDeadlineSeconds = 600,
            Selector = new LabelSelector { MatchLabels = new() { ["app"] = name } },
            Template = Template(name, image),
        };
        also?.Invoke(spec);
        return new Deployment { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = spec };
    }

    public static ReplicaSet ReplicaSet(string ns, int replicas, string name = "set") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Spec = new ReplicaSetSpec
        {
            Replicas = replicas,
            Selector = new LabelSelector { MatchLabels = new() { ["app"] = name } },
            Template = Template(name, "web:1"),
        },
    };

    public static StatefulSet StatefulSet(string ns, int replicas, string name = "web", Action<StatefulSetSpec>? also = null)
    {
        var spec = new StatefulSetSpec
        {
            Replicas = replicas,
            ServiceName = "peers",
            Selector = new LabelSelector { MatchLabels = new() { ["app"] = name } },
            Template = Template(name, "web:1"),
        };
        also?.Invoke(spec);
        return new StatefulSet { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = spec };
    }

    public static DaemonSet DaemonSet(string ns, string name = "agent", Action<DaemonSetSpec>? also = null)
    {
        var spec = new DaemonSetSpec { Selector = new LabelSelector { MatchLabels = new() { ["app"] = name } }, Template = Template(name, "web:1") };
        also?.Invoke(spec);
        return new DaemonSet { Metadata = new ObjectMeta { Name = name, Namespace = ns }, Spec = spec };
    }

    public static PersistentVolumeClaim Claim(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        Spec = new PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            Resources = new VolumeResourceRequirements { Requests = new() { ["storage"] = Quantity.Parse("1Gi") } },
        },
    };

    public static ReplicationController ReplicationController(string ns, int replicas, string name = "set") => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = ns },
        Spec = new ReplicationControllerSpec { Replicas = replicas, Selector = new() { ["app"] = name }, Template = Template(name, "web:1") },
    };

    public static Pod Pod(string ns, string name, Action<PodSpec>? also = null, Dictionary<string, string>? labels = null)
    {
        var spec = Template(name, "web:1").Spec;
        also?.Invoke(spec);
        return new Pod { Metadata = new ObjectMeta { Name = name, Namespace = ns, Labels = labels }, Spec = spec };
    }

    private static PodTemplateSpec Template(string app, string image) => new()
    {
        Metadata = new ObjectMeta { Labels = new() { ["app"] = app } },
        Spec = new PodSpec
        {
            Containers =
            [
                new Container
                {
                    Name = "web",
                    Image = image,
                    Resources = new ResourceRequirements { Requests = new() { ["cpu"] = Quantity.Parse("10m"), ["memory"] = Quantity.Parse("16Mi") } },
                },
            ],
        },
    };
}
