using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Strategies.Core;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Events;

/// <summary>Events of <c>events.k8s.io</c>, which are stored as those of the core API: stricter than these, and immutable but for their series.</summary>
public sealed class EventStrategy : KindStrategy<Event>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => EventColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Event, string>> SelectableFields { get; } = new Dictionary<string, Func<Event, string>>
    {
        ["regarding.kind"] = e => e.InvolvedObject.Kind ?? "",
        ["regarding.namespace"] = e => e.InvolvedObject.Namespace ?? "",
        ["regarding.name"] = e => e.InvolvedObject.Name ?? "",
        ["regarding.uid"] = e => e.InvolvedObject.Uid ?? "",
        ["regarding.apiVersion"] = e => e.InvolvedObject.ApiVersion ?? "",
        ["regarding.resourceVersion"] = e => e.InvolvedObject.ResourceVersion ?? "",
        ["regarding.fieldPath"] = e => e.InvolvedObject.FieldPath ?? "",
        ["reason"] = e => e.Reason ?? "",
        ["reportingController"] = e => e.ReportingComponent,
        ["type"] = e => e.Type ?? "",
    };

    /// <inheritdoc/>
    protected override void Validate(Event obj, FieldErrors errors)
    {
        EventRules.Validate(obj, "reportingController", errors);
        StrictEventRules.Create(obj, errors);
    }

    /// <inheritdoc/>
    protected override void ValidateUpdate(Event obj, Event old, string subresource, FieldErrors errors) => EventRules.Validate(obj, "reportingController", errors);
}
