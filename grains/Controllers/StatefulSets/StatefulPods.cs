using System.Globalization;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Apps.V1;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers.Pods;

namespace Orchestrator.Grains.Controllers.StatefulSets;

/// <summary>Makes the pods of a stateful set: each has an identity (name, host name, ordinal) and volumes that are its own and stay when it goes.</summary>
internal static class StatefulPods
{
    private const string NameLabel = "statefulset.kubernetes.io/pod-name";
    private const string IndexLabel = "apps.kubernetes.io/pod-index";

    /// <summary>The pod of an ordinal.</summary>
    /// <param name="set">The set.</param>
    /// <param name="template">The template, of the revision that the pod is to be of.</param>
    /// <param name="revision">The name of that revision.</param>
    /// <param name="ordinal">The ordinal.</param>
    public static Pod Make(StatefulSet set, PodTemplateSpec template, string revision, int ordinal)
    {
        var pod = PodFactory.Make(set, template, Ordinals.PodName(set.Metadata.Name!, ordinal));
        pod.Metadata.Labels = new Dictionary<string, string>(template.Metadata.Labels ?? [], StringComparer.Ordinal) { [StatefulSetRollout.RevisionLabel] = revision };
        foreach (var (key, value) in Identity(pod.Metadata.Name!, ordinal))
        {
            pod.Metadata.Labels[key] = value;
        }

        pod.Spec = template.Spec.DeepCopy();
        pod.Spec.Hostname = pod.Metadata.Name;
        pod.Spec.Subdomain = set.Spec.ServiceName.Length == 0 ? null : set.Spec.ServiceName;
        pod.Spec.Volumes = Volumes(set, ordinal, pod.Spec.Volumes ?? []);
        return pod;
    }

    /// <summary>The labels of its identity that a pod lacks: somebody took them away.</summary>
    public static List<KeyValuePair<string, string>> MissingIdentity(Pod pod, int ordinal) =>
        [.. Identity(pod.Metadata.Name!, ordinal).Where(label => pod.Metadata.Labels?.GetValueOrDefault(label.Key) != label.Value)];

    private static KeyValuePair<string, string>[] Identity(string name, int ordinal) =>
        [new(NameLabel, name), new(IndexLabel, ordinal.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The claims' volumes; one of the template with the name of a claim's gives way.</summary>
    private static List<Volume>? Volumes(StatefulSet set, int ordinal, List<Volume> ofTemplate)
    {
        var claims = (set.Spec.VolumeClaimTemplates ?? []).ConvertAll(claim => new Volume
        {
            Name = claim.Metadata.Name!,
            PersistentVolumeClaim = new() { ClaimName = Ordinals.ClaimName(claim.Metadata.Name!, set.Metadata.Name!, ordinal) },
        });
        List<Volume> volumes = [.. claims, .. ofTemplate.Where(volume => !claims.Exists(claim => claim.Name == volume.Name))];
        return volumes.Count == 0 ? null : volumes;
    }
}
