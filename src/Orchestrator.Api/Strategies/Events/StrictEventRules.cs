using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Events;

/// <summary>What <c>events.k8s.io</c> asks of an event besides what holds for all (a real server's <c>ValidateEventCreate</c> and <c>ValidateEventUpdate</c>).</summary>
internal static class StrictEventRules
{
    private const string Unset = "needs to be unset";
    private const string Immutable = "field is immutable";

    public static void Create(Event e, FieldErrors errors)
    {
        Series(e.Series, errors);
        if (e.EventTime is null)
        {
            errors.Required(FieldPath.Of("eventTime"));
        }

        if (e.Type is not ("Normal" or "Warning"))
        {
            errors.Invalid(FieldPath.Of("type"), "", $"has invalid value: {e.Type}");
        }

        Empty(e.FirstTimestamp is null, "firstTimestamp", errors);
        Empty(e.LastTimestamp is null, "lastTimestamp", errors);
        Empty(e.Count is null or 0, "count", errors);
        Empty(string.IsNullOrEmpty(e.Source.Component) && string.IsNullOrEmpty(e.Source.Host), "source", errors);
    }

    public static void Update(Event e, Event old, FieldErrors errors)
    {
        if (!SpecEquality.Same(e.Series, old.Series))
        {
            Series(e.Series, errors);
        }

        Same(SpecEquality.Same(e.InvolvedObject, old.InvolvedObject), "involvedObject", Raw(e.InvolvedObject), errors);
        Same(e.Reason == old.Reason, "reason", e.Reason, errors);
        Same(e.Message == old.Message, "message", e.Message, errors);
        Same(SpecEquality.Same(e.Source, old.Source), "source", Raw(e.Source), errors);
        Same(e.FirstTimestamp == old.FirstTimestamp, "firstTimestamp", e.FirstTimestamp, errors);
        Same(e.LastTimestamp == old.LastTimestamp, "lastTimestamp", e.LastTimestamp, errors);
        Same((e.Count ?? 0) == (old.Count ?? 0), "count", e.Count ?? 0, errors);
        Same(e.Type == old.Type, "type", e.Type, errors);
        Same(e.EventTime == old.EventTime, "eventTime", e.EventTime?.Value, errors);
        Same(e.Action == old.Action, "action", e.Action, errors);
        Same(SpecEquality.Same(e.Related, old.Related), "related", Raw(e.Related), errors);
        Same(e.ReportingComponent == old.ReportingComponent, "reportingController", e.ReportingComponent, errors);
        Same(e.ReportingInstance == old.ReportingInstance, "reportingInstance", e.ReportingInstance, errors);
    }

    private static void Series(EventSeries? series, FieldErrors errors)
    {
        if (series is null)
        {
            return;
        }

        if ((series.Count ?? 0) < 2)
        {
            errors.Invalid(FieldPath.Of("series.count"), "", "should be at least 2");
        }

        if (series.LastObservedTime is null)
        {
            errors.Required(FieldPath.Of("series.lastObservedTime"));
        }
    }

    private static void Empty(bool empty, string field, FieldErrors errors)
    {
        if (!empty)
        {
            errors.Invalid(FieldPath.Of(field), "", Unset);
        }
    }

    private static void Same(bool same, string field, object? value, FieldErrors errors)
    {
        if (!same)
        {
            errors.Invalid(FieldPath.Of(field), value, Immutable);
        }
    }

    private static object? Raw(IJsonModel? value) => value is null ? null : System.Text.Json.Nodes.JsonNode.Parse(JsonModel.ToBytes(value));
}
