using Orchestrator.Api.Objects;

namespace Orchestrator.Grains.Controllers.Events;

/// <summary>Tells events as one component. Never waits and never fails: events are for people, and no work depends on them.</summary>
internal sealed class EventSourceRecorder(string source, EventRecorder recorder, TimeProvider time)
{
    /// <summary>Tells something that is as it should be.</summary>
    public void Normal(IKubeObject about, string reason, string message) => Record(about, "Normal", reason, message);

    /// <summary>Tells something that somebody may have to look at.</summary>
    public void Warning(IKubeObject about, string reason, string message) => Record(about, "Warning", reason, message);

    /// <summary>Tells something that somebody may have to look at, of an object that cannot be read, perhaps.</summary>
    public void Warning(EventSubject about, string reason, string message) => Record(about, "Warning", reason, message);

    private void Record(IKubeObject about, string type, string reason, string message) => Record(EventSubject.Of(about), type, reason, message);

    private void Record(EventSubject about, string type, string reason, string message) =>
        recorder.Record(new EventNote(source, about, type, reason, message, time.GetUtcNow().UtcDateTime));
}
