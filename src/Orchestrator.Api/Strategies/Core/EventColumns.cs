using Orchestrator.Api.Objects;
using Orchestrator.Api.Tables;

namespace Orchestrator.Api.Strategies.Core;

/// <summary>The table of events, the same for both APIs.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<TableColumn> Of<T>(Func<T, EventView> view)
        where T : class, IKubeObject =>
    [
        new TableColumn<T>("Last Seen", (e, now) => HumanDuration.Since(LastSeen(view(e)), now), Description: "When it happened the last time"),
        Columns.Text<T>("Type", e => view(e).Type ?? "", "Normal or Warning"),
        Columns.Text<T>("Reason", e => view(e).Reason ?? "", "Why it happened, in a word"),
        Columns.Text<T>("Object", e => About(view(e)), "What it is about"),
        Columns.Wide<T>("Subobject", e => view(e).About.FieldPath ?? "", "Which part of that it is about"),
        Columns.Wide<T>("Source", e => Source(view(e)), "Who reports it"),
        Columns.Text<T>("Message", e => (view(e).Message ?? "").Trim(), "What happened"),
        new TableColumn<T>("First Seen", (e, now) => HumanDuration.Since(FirstSeen(view(e)), now), Priority: 1, Description: "When it happened the first time"),
        Columns.Wide<T>("Count", e => Invariant.Text(Count(view(e))), "How often it happened"),
        new TableColumn<T>("Name", (e, _) => e.Metadata.Name ?? "", Format: "name", Priority: 1, Description: "The event's name"),
    ];

    private static DateTime? FirstSeen(EventView e) => e.First ?? e.EventTime;

    private static DateTime? LastSeen(EventView e) => e.SeriesCount is not null ? e.SeriesLast : e.Last ?? FirstSeen(e);

    private static int Count(EventView e) => e.SeriesCount ?? (e.Count is null or 0 ? 1 : e.Count.Value);

    private static string About(EventView e) => e.About.Name is { Length: > 0 } name ? $"{(e.About.Kind ?? "").ToLowerInvariant()}/{name}" : (e.About.Kind ?? "").ToLowerInvariant();

    private static string Source(EventView e) => e.Host is { Length: > 0 } host ? $"{e.Component}, {host}" : e.Component ?? "";
}
