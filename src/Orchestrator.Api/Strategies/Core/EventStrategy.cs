using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>Events of the core API.</summary>
public sealed class EventStrategy : KindStrategy<Event>
{
    /// <inheritdoc/>
    public override IReadOnlyList<TableColumn> Columns => EventColumns.All;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, Func<Event, string>> SelectableFields { get; } = new Dictionary<string, Func<Event, string>>
    {
        ["involvedObject.kind"] = e => e.InvolvedObject.Kind ?? "",
        ["involvedObject.namespace"] = e => e.InvolvedObject.Namespace ?? "",
        ["involvedObject.name"] = e => e.InvolvedObject.Name ?? "",
        ["involvedObject.uid"] = e => e.InvolvedObject.Uid ?? "",
        ["involvedObject.apiVersion"] = e => e.InvolvedObject.ApiVersion ?? "",
        ["involvedObject.resourceVersion"] = e => e.InvolvedObject.ResourceVersion ?? "",
        ["involvedObject.fieldPath"] = e => e.InvolvedObject.FieldPath ?? "",
        ["reason"] = e => e.Reason ?? "",
        ["reportingComponent"] = e => e.ReportingComponent,
        ["source"] = e => e.Source.Component is { Length: > 0 } component ? component : e.ReportingComponent,
        ["type"] = e => e.Type ?? "",
    };

    /// <inheritdoc/>
    public override IReadOnlyList<string> CheckName(string name, bool prefix) => NameRules.PathSegment(name);

    /// <inheritdoc/>
    protected override void Validate(Event obj, FieldErrors errors) => EventRules.Validate(obj, "reportingComponent", errors);

    /// <inheritdoc/>
    protected override void ValidateUpdate(Event obj, Event old, string subresource, FieldErrors errors) => Validate(obj, errors);
}
