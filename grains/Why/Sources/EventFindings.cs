using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Grains.Controllers;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Why.Sources;

/// <summary>The newest warnings that were told of an object: a volume that cannot be mounted is told nowhere else.</summary>
internal sealed class EventFindings(IReplica replica, TimeProvider time) : IFindingSource
{
    private const int Most = 5;
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <inheritdoc/>
    public ValueTask FindAsync(WhySubject subject, List<Finding> into, CancellationToken cancellationToken)
    {
        var uid = Encoding.UTF8.GetBytes(subject.Entry.Uid);
        var oldest = time.GetUtcNow().UtcDateTime - Recent;
        var ns = subject.Entry.Key.Namespace;
        var told = new List<(DateTime Time, Event Event)>();
        foreach (var entry in replica.List(KnownResources.Events).In(ns.Length == 0 ? "default" : ns))
        {
            // not decoded unless it may be about the object: there may be many thousand events
            if (uid.Length > 0 && entry.Json.Span.IndexOf(uid) >= 0 && entry.Copy<Event>() is { Type: "Warning" } warning && warning.InvolvedObject.Uid == subject.Entry.Uid)
            {
                var at = warning.Series?.LastObservedTime?.Value ?? warning.LastTimestamp ?? warning.EventTime?.Value ?? warning.Metadata.CreationTimestamp ?? default;
                if (at >= oldest)
                {
                    told.Add((at, warning));
                }
            }
        }

        foreach (var (at, warning) in told.OrderByDescending(pair => pair.Time).DistinctBy(pair => pair.Event.Reason).Take(Most))
        {
            into.Add(new Finding("event", warning.Reason ?? "", $"{warning.Message}{(warning.Count > 1 ? $" ({warning.Count} times)" : "")}") { Remedy = Remedies.For(warning.Reason ?? "", warning.Message ?? ""), Since = at });
        }

        return ValueTask.CompletedTask;
    }
}
