using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>What holds for events of either API (a real server's <c>legacyValidateEvent</c>).</summary>
internal static class EventRules
{
    private const int MaximumText = 128;
    private const int MaximumNote = 1024;

    /// <summary>Checks an event; <paramref name="controllerField"/> is what the API calls the component that reports it.</summary>
    public static void Validate(Event e, string controllerField, FieldErrors errors)
    {
        Namespace(e, errors);
        if (e.EventTime is null)
        {
            return; // made in the older form, which has no more rules
        }

        Controller(e.ReportingComponent, FieldPath.Of(controllerField), errors);
        Text("reportingInstance", e.ReportingInstance, errors);
        Text("action", e.Action, errors);
        Text("reason", e.Reason, errors);
        if (ValueRules.Bytes(e.Message ?? "") > MaximumNote)
        {
            errors.Invalid(FieldPath.Of("message"), "", $"can have at most {MaximumNote} characters");
        }
    }

    // an event is in the namespace of what it is about; of what is in no namespace, in default or kube-system
    private static void Namespace(Event e, FieldErrors errors)
    {
        var (namespaceName, about) = (e.Metadata.Namespace, e.InvolvedObject.Namespace);
        var good = string.IsNullOrEmpty(about) ? namespaceName is "" or null or "default" or "kube-system" : about == namespaceName;
        if (!good)
        {
            errors.Invalid(FieldPath.Of("involvedObject", "namespace"), about ?? "", "does not match event.namespace");
        }
    }

    private static void Controller(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
        }

        errors.Invalid(path, name, NameRules.QualifiedName(name));
    }

    private static void Text(string field, string? value, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Required(FieldPath.Of(field));
        }
        else if (ValueRules.Bytes(value) > MaximumText)
        {
            errors.Invalid(FieldPath.Of(field), "", $"can have at most {MaximumText} characters");
        }
    }
}
