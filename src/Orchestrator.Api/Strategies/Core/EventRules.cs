using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Checks that an event is in the namespace of what it is about; of what is in no namespace, in <c>default</c> or <c>kube-system</c>.</summary>
internal static class EventRules
{
    public static void Namespace(string? namespaceName, ObjectReference about, string field, FieldErrors errors)
    {
        var good = string.IsNullOrEmpty(about.Namespace) ? namespaceName is "" or null or "default" or "kube-system" : about.Namespace == namespaceName;
        if (!good)
        {
            errors.Invalid(FieldPath.Of(field, "namespace"), about.Namespace ?? "", "does not match event.namespace");
        }
    }
}
