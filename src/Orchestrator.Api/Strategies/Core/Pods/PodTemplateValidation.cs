using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core.Pods;

/// <summary>Checks pod templates.</summary>
internal static class PodTemplateValidation
{
    public static void Validate(PodTemplateSpec template, FieldErrors errors, FieldPath path)
    {
        MetadataRules.Labels(template.Metadata.Labels, errors, path.Child("labels"));
        MetadataRules.Annotations(template.Metadata.Annotations, errors, path.Child("annotations"));
        PodSpecValidation.Validate(template.Spec, errors, path.Child("spec"));
        if (template.Spec.EphemeralContainers is { Count: > 0 })
        {
            errors.Forbidden(path.Child("spec", "ephemeralContainers"), "ephemeral containers not allowed in pod template");
        }
    }
}
