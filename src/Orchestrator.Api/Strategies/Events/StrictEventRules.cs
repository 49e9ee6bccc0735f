using Orchestrator.Api.Errors;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Api.Strategies.Events;

/// <summary>
/// What <c>events.k8s.io</c> asks of a new event besides what holds for all (a real server's <c>ValidateEventCreate</c>). Of an update it asks nothing more: the immutability that a
/// real server means to check compares the event with itself, and the conformance test of events changes the note.
/// </summary>
internal static class StrictEventRules
{
    private const string Unset = "needs to be unset";

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
}
