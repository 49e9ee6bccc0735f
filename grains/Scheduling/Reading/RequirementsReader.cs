using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;
using Orchestrator.Grains.Scheduling.Plugins.Images;
using Orchestrator.Grains.Scheduling.Plugins.Nodes;
using HostPortOf = Orchestrator.Grains.Scheduling.Model.HostPort;
using TolerationOf = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Scheduling.Reading;

/// <summary>Reads what decides where a pod may run. Pods that say the same get the same instance.</summary>
internal sealed class RequirementsReader
{
    private const int MaxKnown = 4096;
    private readonly Dictionary<string, PodRequirements> _known = new(StringComparer.Ordinal);

    /// <summary>The pod's requirements.</summary>
    public PodRequirements Read(Pod pod)
    {
        var signature = RequirementsSignature.Of(pod);
        if (IsDaemon(pod))
        {
            // One of a kind: each names its own node.
            return Make(pod, signature);
        }

        if (!_known.TryGetValue(signature, out var requirements))
        {
            if (_known.Count == MaxKnown)
            {
                _known.Clear();
            }

            requirements = Make(pod, signature);
            _known.Add(signature, requirements);
        }

        return requirements;
    }

    private static bool IsDaemon(Pod pod) =>
        pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms is [{ MatchFields.Count: > 0 }, ..];

    private static PodRequirements Make(Pod pod, string signature)
    {
        var affinity = pod.Spec.Affinity?.NodeAffinity;
        var required = NodeTerms.Required(affinity);
        return new PodRequirements
        {
            Signature = signature,
            Requests = PodResources.Of(pod, default),
            ScoringRequests = PodResources.Of(pod, PodResources.ScoringDefault),
            NodeSelector = [.. pod.Spec.NodeSelector ?? []],
            RequiredTerms = required,
            PreferredTerms = NodeTerms.Preferred(affinity),
            Tolerations = [.. (pod.Spec.Tolerations ?? []).Select(Toleration)],
            HostPorts = [.. Ports(pod)],
            Images = [.. Images(pod).Select(ImageNames.Normalize)],
            Containers = pod.Spec.Containers.Count + (pod.Spec.InitContainers?.Count ?? 0) + ImageVolumes(pod).Count(),
            OnlyNodes = NodeTerms.Names(required),
        };
    }

    private static IEnumerable<string> Images(Pod pod) =>
        (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers).Select(c => c.Image).Concat(ImageVolumes(pod)).OfType<string>().Where(i => i.Length > 0);

    /// <summary>The images that are mounted as volumes count as those of containers do.</summary>
    private static IEnumerable<string?> ImageVolumes(Pod pod) => (pod.Spec.Volumes ?? []).Where(v => v.Image is not null).Select(v => v.Image!.Reference);

    private static TolerationOf Toleration(Api.Models.Core.V1.Toleration toleration) =>
        new(toleration.Key ?? "", toleration.Operator ?? "", toleration.Value ?? "", toleration.Effect ?? "", toleration.TolerationSeconds);

    private static IEnumerable<HostPortOf> Ports(Pod pod) =>
        from container in pod.Spec.Containers.Concat((pod.Spec.InitContainers ?? []).Where(c => c.RestartPolicy == "Always"))
        from port in container.Ports ?? []
        where port.HostPort is > 0
        select new HostPortOf(port.HostIP is { Length: > 0 } ip ? ip : HostPortOf.AnyAddress, port.Protocol ?? "TCP", port.HostPort!.Value);
}
