using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>The table of events, the same for both APIs.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<TableColumn> All { get; } =
    [
        new TableColumn<Event>("Last Seen", (e, now) => HumanDuration.Since(LastSeen(e), now), Description: "When it happened the last time"),
        Columns.Text<Event>("Type", e => e.Type ?? "", "Normal or Warning"),
        Columns.Text<Event>("Reason", e => e.Reason ?? "", "Why it happened, in a word"),
        Columns.Text<Event>("Object", About, "What it is about"),
        Columns.Wide<Event>("Subobject", e => e.InvolvedObject.FieldPath ?? "", "Which part of that it is about"),
        Columns.Wide<Event>("Source", Source, "Who reports it"),
        Columns.Text<Event>("Message", e => (e.Message ?? "").Trim(), "What happened"),
        new TableColumn<Event>("First Seen", (e, now) => HumanDuration.Since(FirstSeen(e), now), Priority: 1, Description: "When it happened the first time"),
        Columns.Wide<Event>("Count", e => Invariant.Text(Count(e)), "How often it happened"),
        new TableColumn<Event>("Name", (e, _) => e.Metadata.Name ?? "", Format: "name", Priority: 1, Description: "The event's name"),
    ];

    private static DateTime? FirstSeen(Event e) => e.FirstTimestamp ?? e.EventTime?.Value;

    private static DateTime? LastSeen(Event e) => e.Series is { } series ? series.LastObservedTime?.Value : e.LastTimestamp ?? FirstSeen(e);

    private static int Count(Event e) => e.Series is { } series ? series.Count ?? 0 : (e.Count is null or 0 ? 1 : e.Count.Value);

    private static string About(Event e)
    {
        var kind = (e.InvolvedObject.Kind ?? "").ToLowerInvariant();
        return e.InvolvedObject.Name is { Length: > 0 } name ? $"{kind}/{name}" : kind;
    }

    private static string Source(Event e)
    {
        var component = e.Source.Component is { Length: > 0 } older ? older : e.ReportingComponent;
        var host = e.Source.Host is { Length: > 0 } olderHost ? olderHost : e.ReportingInstance;
        return host.Length > 0 ? $"{component}, {host}" : component;
    }
}
