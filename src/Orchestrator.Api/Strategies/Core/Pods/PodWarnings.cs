using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>
/// What the maker of a pod or of a template should know. Not told when a pod changes: it is programs that change pods, and often.
/// </summary>
internal static class PodWarnings
{
    /// <summary>Warnings for a new pod.</summary>
    public static IReadOnlyList<string> ForPod(Pod pod)
    {
        var warnings = new WarningList();
        HostName(pod.Metadata.Name, "this is used in the Pod's hostname", ref warnings);
        Check(null, pod.Metadata.Annotations, pod.Spec, ref warnings);
        return warnings.Items;
    }

    /// <summary>Warnings for a template that is new or changed.</summary>
    /// <param name="template">The template.</param>
    /// <param name="old">As it was before.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="ownerName">The name of its new owner, if the pods' names are made from it.</param>
    public static IReadOnlyList<string> ForTemplate(PodTemplateSpec template, PodTemplateSpec? old, FieldPath path, string? ownerName = null)
    {
        var warnings = new WarningList();
        if (ownerName is not null)
        {
            HostName(ownerName, "this is used in Pod names and hostnames", ref warnings);
        }

        if (old is null || !SpecEquality.Same(template, old))
        {
            Check(path, template.Metadata.Annotations, template.Spec, ref warnings);
        }

        return warnings.Items;
    }

    private static void HostName(string? name, string use, ref WarningList warnings)
    {
        if (NameRules.Dns1123Label(name ?? "") is { Count: > 0 } messages)
        {
            warnings.Add($"metadata.name: {use}, which can result in surprising behavior; a DNS label is recommended: [{string.Join(' ', messages)}]");
        }
    }

    private static void Check(FieldPath? template, Dictionary<string, string>? annotations, PodSpec spec, ref WarningList warnings)
    {
        if (annotations is { Count: > 0 })
        {
            AnnotationWarnings.Add(annotations, template, ref warnings);
        }

        SpecWarnings.Add(spec, template, ref warnings);
        ContainerWarnings.Add(spec, template, ref warnings);
    }
}
