using System.Globalization;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Events;

/// <summary>Where events go: they are best effort, and may be dropped.</summary>
internal interface IEventSink
{
    /// <summary>A new event, or one that happened again (<c>count</c> above 1).</summary>
    void Publish(Event e);
}

/// <summary>
/// Makes events about pods as client-go's recorder does: the same happening again raises the count of the event that is there,
/// and one source may say only so much about one object.
/// </summary>
internal sealed class EventRecorder(IEventSink sink, string nodeName, TimeProvider time)
{
    public const string Normal = "Normal";
    public const string Warning = "Warning";

    private const int MaximumKept = 4096;

    // client-go's spam filter: a burst of 25, then one in 5 minutes.
    private const double Burst = 25;
    private const double TokensPerSecond = 1.0 / 300;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Uid, string? FieldPath, string Type, string Reason, string Message), Event> _kept = [];
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _buckets = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>Something happened to a pod, or to the container that the field path names.</summary>
    public void Record(Pod pod, string? fieldPath, string type, string reason, string message)
    {
        var uid = pod.Metadata.Uid ?? "";
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (!TakeToken(uid, now))
            {
                return;
            }

            var key = (uid, fieldPath, type, reason, message);
            if (_kept.TryGetValue(key, out var e))
            {
                e.Count++;
                e.LastTimestamp = now.UtcDateTime;
            }
            else
            {
                if (_kept.Count >= MaximumKept)
                {
                    _kept.Clear();
                    _buckets.Clear();
                }

                _kept[key] = e = New(pod, fieldPath, type, reason, message, now);
            }

            sink.Publish(e);
        }
    }

    /// <summary>The pod is gone: nothing more will be said about it.</summary>
    public void Forget(string podUid)
    {
        lock (_gate)
        {
            _buckets.Remove(podUid);
            foreach (var key in _kept.Keys.Where(k => k.Uid == podUid).ToList())
            {
                _kept.Remove(key);
            }
        }
    }

    private bool TakeToken(string uid, DateTimeOffset now)
    {
        var (tokens, at) = _buckets.GetValueOrDefault(uid, (Burst, now));
        tokens = Math.Min(Burst, tokens + ((now - at).TotalSeconds * TokensPerSecond));
        var taken = tokens >= 1;
        _buckets[uid] = (taken ? tokens - 1 : tokens, now);
        return taken;
    }

    private Event New(Pod pod, string? fieldPath, string type, string reason, string message, DateTimeOffset now) => new()
    {
        Metadata = new()
        {
            // As client-go: the object's name and a number that does not repeat.
            Name = string.Create(CultureInfo.InvariantCulture, $"{pod.Metadata.Name}.{now.UtcTicks + Interlocked.Increment(ref _sequence):x16}"),
            Namespace = pod.Metadata.Namespace,
        },
        InvolvedObject = new()
        {
            Kind = "Pod",
            ApiVersion = "v1",
            Namespace = pod.Metadata.Namespace,
            Name = pod.Metadata.Name,
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            FieldPath = fieldPath,
        },
        Type = type,
        Reason = reason,
        Message = message,
        Source = new() { Component = "kubelet", Host = nodeName },
        ReportingComponent = "kubelet",
        ReportingInstance = nodeName,
        FirstTimestamp = now.UtcDateTime,
        LastTimestamp = now.UtcDateTime,
        Count = 1,
    };
}
