using Orchestrator.Api.Objects;
using Orchestrator.Grains.Scheduling.Framework;
using Orchestrator.Grains.Scheduling.Model;

namespace Orchestrator.Grains.Scheduling.Queue;

/// <summary>A pod that waits for a node, and what came of the attempts to find one. Changed on the scheduler's turns alone.</summary>
/// <param name="pod">The pod.</param>
/// <param name="profile">The profile that it asks for.</param>
internal sealed class PendingPod(PodInfo pod, Profile profile)
{
    /// <summary>The pod. What of it does not matter to its place may change while it waits.</summary>
    public PodInfo Pod { get; set; } = pod;

    /// <summary>The profile that it asks for.</summary>
    public Profile Profile { get; } = profile;

    /// <summary>The pod's key.</summary>
    public ObjectKey Key => Pod.Key;

    /// <summary>The pod's uid.</summary>
    public string Uid => Pod.Uid;

    /// <summary>When it came.</summary>
    public DateTimeOffset Since { get; internal set; }

    /// <summary>How often it has been tried.</summary>
    public int Attempts { get; internal set; }

    /// <summary>When it was tried last.</summary>
    public DateTimeOffset? LastAttempt { get; internal set; }

    /// <summary>Where it waits.</summary>
    public PendingState State { get; internal set; }

    /// <summary>Not tried again before.</summary>
    public DateTimeOffset NotBefore { get; internal set; }

    /// <summary>The plugins that turned it away; their hints say what can help. Empty: anything may.</summary>
    public IReadOnlyList<string> RejectedBy { get; internal set; } = [];

    /// <summary>Why no node could take it, at the last attempt.</summary>
    public Diagnosis? Diagnosis { get; internal set; }

    /// <summary>All that was said of it at the last attempt: the pod's message.</summary>
    public string Message { get; internal set; } = "";

    /// <summary>What came of the attempt to make room.</summary>
    public string PostFilter { get; internal set; } = "";

    /// <summary>The node on which room is being made for it.</summary>
    public string? NominatedNode { get; internal set; }

    /// <summary>Whether what makes room for it is being written right now.</summary>
    public bool MakingRoom { get; internal set; }

    /// <summary>Its place among those of its priority.</summary>
    internal long Order { get; set; }

    /// <summary>Since when nothing has come that can help.</summary>
    internal DateTimeOffset ParkedAt { get; set; }
}

/// <summary>Where a pending pod waits.</summary>
internal enum PendingState
{
    /// <summary>Nowhere: taken out, or being worked on.</summary>
    Taken,

    /// <summary>For its turn.</summary>
    Active,

    /// <summary>For its backoff to end.</summary>
    BackingOff,

    /// <summary>For something that can help.</summary>
    Unschedulable,

    /// <summary>It may not be tried yet.</summary>
    Gated,
}
