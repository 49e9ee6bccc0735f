using Orchestrator.Api.Kinds;
using CoreEvent = Orchestrator.Api.Models.Core.V1.Event;
using CoreSeries = Orchestrator.Api.Models.Core.V1.EventSeries;
using NewEvent = Orchestrator.Api.Models.Events.V1.Event;
using NewSeries = Orchestrator.Api.Models.Events.V1.EventSeries;

namespace Orchestrator.Api.Strategies.Events;

/// <summary>An event of <c>events.k8s.io</c> as one of the core API and back: the same fields under other names, so nothing is lost either way.</summary>
internal static class EventConversion
{
    public static VersionConversion Instance { get; } = new ModelConversion<NewEvent, CoreEvent>(("events.k8s.io/v1", "Event"), ("v1", "Event"), ToCore, FromCore);

    private static CoreEvent ToCore(NewEvent e) => new()
    {
        EventTime = e.EventTime,
        Series = e.Series is null ? null : new CoreSeries { Count = e.Series.Count, LastObservedTime = e.Series.LastObservedTime },
        ReportingComponent = e.ReportingController ?? "",
        ReportingInstance = e.ReportingInstance ?? "",
        Action = e.Action,
        Reason = e.Reason,
        InvolvedObject = e.Regarding,
        Related = e.Related,
        Message = e.Note,
        Type = e.Type,
        Source = e.DeprecatedSource,
        FirstTimestamp = e.DeprecatedFirstTimestamp,
        LastTimestamp = e.DeprecatedLastTimestamp,
        Count = e.DeprecatedCount,
    };

    private static NewEvent FromCore(CoreEvent e) => new()
    {
        EventTime = e.EventTime,
        Series = e.Series is null ? null : new NewSeries { Count = e.Series.Count ?? 0, LastObservedTime = e.Series.LastObservedTime },
        ReportingController = e.ReportingComponent.Length == 0 ? null : e.ReportingComponent,
        ReportingInstance = e.ReportingInstance.Length == 0 ? null : e.ReportingInstance,
        Action = e.Action,
        Reason = e.Reason,
        Regarding = e.InvolvedObject,
        Related = e.Related,
        Note = e.Message,
        Type = e.Type,
        DeprecatedSource = e.Source,
        DeprecatedFirstTimestamp = e.FirstTimestamp,
        DeprecatedLastTimestamp = e.LastTimestamp,
        DeprecatedCount = e.Count,
    };
}
