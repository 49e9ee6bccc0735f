using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Scheduling.Model;
using HostPortOf = Orchestrator.Grains.Scheduling.Model.HostPort;
using TolerationOf = Orchestrator.Grains.Scheduling.Model.Toleration;

namespace Orchestrator.Grains.Scheduling;

/// <summary>Reads what decides where a pod may run. Pods that say the same get the same instance.</summary>
internal sealed class RequirementsReader
{
    private const int MaxKnown = 4096;
    private readonly Dictionary<string, PodRequirements> _known = new(StringComparer.Ordinal);

    /// <summary>The pod's requirements.</summary>
    public PodRequirements Read(Pod pod)
    {
        var signature = RequirementsSignature.Of(pod);
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

    private static PodRequirements Make(Pod pod, string signature)
    {
        var affinity = pod.Spec.Affinity?.NodeAffinity;
        return new PodRequirements
        {
            Signature = signature,
            Requests = PodResources.Of(pod, default),
            ScoringRequests = PodResources.Of(pod, PodResources.ScoringDefault),
            NodeSelector = [.. pod.Spec.NodeSelector ?? []],
            RequiredTerms = affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms.Select(Term).ToArray(),
            PreferredTerms = [.. (affinity?.PreferredDuringSchedulingIgnoredDuringExecution ?? []).Select(t => new PreferredNodeTerm(t.Weight, Term(t.Preference)))],
            Tolerations = [.. (pod.Spec.Tolerations ?? []).Select(Toleration)],
            HostPorts = [.. Ports(pod)],
        };
    }

    private static NodeTerm Term(NodeSelectorTerm term) => new(
    [
        .. (term.MatchExpressions ?? []).Select(r => new NodeRequirement(r.Key, IsField: false, r.Operator, [.. r.Values ?? []])),
        .. (term.MatchFields ?? []).Select(r => new NodeRequirement(r.Key, IsField: true, r.Operator, [.. r.Values ?? []])),
    ]);

    private static TolerationOf Toleration(Api.Models.Core.V1.Toleration toleration) =>
        new(toleration.Key ?? "", toleration.Operator ?? "", toleration.Value ?? "", toleration.Effect ?? "", toleration.TolerationSeconds);

    private static IEnumerable<HostPortOf> Ports(Pod pod) =>
        from container in pod.Spec.Containers.Concat((pod.Spec.InitContainers ?? []).Where(c => c.RestartPolicy == "Always"))
        from port in container.Ports ?? []
        where port.HostPort is > 0
        select new HostPortOf(port.HostIP is { Length: > 0 } ip ? ip : HostPortOf.AnyAddress, port.Protocol ?? "TCP", port.HostPort!.Value);
}
