namespace Orchestrator.Grains.Why;

/// <summary>One thing that keeps an object from what it should be, in plain words.</summary>
/// <param name="Source">Who says so: <c>scheduler</c>, <c>kubelet</c>, <c>deletion</c>, <c>condition</c>, <c>event</c>, or a controller's name.</param>
/// <param name="Reason">One word, as the API has it where it has one: <c>Unschedulable</c>, <c>ImagePullBackOff</c>.</param>
/// <param name="Message">What blocks it.</param>
public sealed record Finding(string Source, string Reason, string Message)
{
    /// <summary>What would unblock it; empty when nobody but time, or its author, can tell.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>Whom it is about, as <c>KIND/NAME</c>, when it is not the object that was asked for; else empty.</summary>
    public string About { get; init; } = "";

    /// <summary>On how many nodes it blocks; null when it is not about nodes.</summary>
    public int? Nodes { get; init; }

    /// <summary>Some of them: names of nodes, or of objects.</summary>
    public IReadOnlyList<string> Samples { get; init; } = [];

    /// <summary>Since when, UTC; null when that is not known.</summary>
    public DateTime? Since { get; init; }
}
