using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Events.V1;
using Orchestrator.Api.Strategies.Core;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Events;

/// <summary>Events of <c>events.k8s.io</c>: stricter than those of the core API, and immutable but for their series.</summary>
public sealed class EventStrategy : KindStrategy<Event>
{
    private const int MaximumText = 128;
    private const int MaximumNote = 1024;

    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns { get; } =
        EventColumns.Of<Event>(e => new EventView(
            e.Metadata,
            e.Regarding,
            e.Type,
            e.Reason,
            e.Note,
            e.DeprecatedSource.Component is { Length: > 0 } component ? component : e.ReportingController,
            e.DeprecatedSource.Host is { Length: > 0 } host ? host : e.ReportingInstance,
            e.DeprecatedFirstTimestamp,
            e.DeprecatedLastTimestamp,
            e.DeprecatedCount,
            e.EventTime?.Value,
            e.Series?.Count,
            e.Series?.LastObservedTime?.Value));

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Event, string>> SelectableFields { get; } = new Dictionary<string, Func<Event, string>>
    {
        ["regarding.kind"] = e => e.Regarding.Kind ?? "",
        ["regarding.namespace"] = e => e.Regarding.Namespace ?? "",
        ["regarding.name"] = e => e.Regarding.Name ?? "",
        ["regarding.uid"] = e => e.Regarding.Uid ?? "",
        ["regarding.apiVersion"] = e => e.Regarding.ApiVersion ?? "",
        ["regarding.resourceVersion"] = e => e.Regarding.ResourceVersion ?? "",
        ["regarding.fieldPath"] = e => e.Regarding.FieldPath ?? "",
        ["reason"] = e => e.Reason ?? "",
        ["reportingController"] = e => e.ReportingController ?? "",
        ["type"] = e => e.Type ?? "",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => [];

    /// <inheritdoc/>
    protected override void Validate(Event obj, FieldErrors errors)
    {
        EventRules.Namespace(obj.Metadata.Namespace, obj.Regarding, "involvedObject", errors);

        // Events that were made through the core API have no eventTime and are not held to these rules.
        if (obj.EventTime is null && obj.DeprecatedFirstTimestamp is not null)
        {
            return;
        }

        if (obj.EventTime is null)
        {
            errors.Required(FieldPath.Of("eventTime"));
        }

        Controller(obj, errors);
        Text("reportingInstance", obj.ReportingInstance, errors);
        Text("action", obj.Action, errors);
        Text("reason", obj.Reason, errors);
        if (ValueRules.Bytes(obj.Note ?? "") > MaximumNote)
        {
            errors.Invalid(FieldPath.Of("message"), "", $"can have at most {MaximumNote} characters");
        }

        if (obj.Type is not ("Normal" or "Warning"))
        {
            errors.Invalid(FieldPath.Of("type"), "", "has invalid value: " + obj.Type);
        }
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Event obj, Event old, string subresource, FieldErrors errors) => Validate(obj, errors);

    private static void Controller(Event obj, FieldErrors errors)
    {
        var path = FieldPath.Of("reportingController");
        if (string.IsNullOrEmpty(obj.ReportingController))
        {
            errors.Required(path);
        }
        else
        {
            errors.Invalid(path, obj.ReportingController, NameRules.QualifiedName(obj.ReportingController));
        }
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
