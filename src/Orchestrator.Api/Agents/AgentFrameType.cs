namespace Orchestrator.Api.Agents;

/// <summary>What a frame on an agent's connection says.</summary>
public enum AgentFrameType
{
    /// <summary>A frame of a later version; it is passed over.</summary>
    Unknown,

    /// <summary>Up: this node is here; the object is the <c>Node</c> with its status. Answered by <see cref="Welcome"/> or <see cref="Refused"/>, then by all pods.</summary>
    Register,

    /// <summary>Up: the node lives.</summary>
    Heartbeat,

    /// <summary>Up: the object is the node's changed <c>NodeStatus</c>.</summary>
    NodeStatus,

    /// <summary>Up: the object is a pod's <c>PodStatus</c>. Answered by <see cref="Result"/>.</summary>
    PodStatus,

    /// <summary>Up: nothing of a pod that was being deleted is left; the object may go. Answered by <see cref="Result"/>.</summary>
    PodTerminated,

    /// <summary>Up: the object is an <c>Event</c>, new or with a raised count. Not answered.</summary>
    Event,

    /// <summary>Down: the node is registered.</summary>
    Welcome,

    /// <summary>Down: the node may not connect; the message says why.</summary>
    Refused,

    /// <summary>Down: the control plane does not know the node any more, or took it for dead: register again.</summary>
    RegisterAgain,

    /// <summary>Down: the object is a pod of this node, as it is now.</summary>
    Pod,

    /// <summary>Down: a pod's object is gone.</summary>
    PodRemoved,

    /// <summary>Down: all pods of the node have been sent.</summary>
    Synchronized,

    /// <summary>Down: what became of the frame with that sequence number, as an HTTP status code.</summary>
    Result,

    /// <summary>Down: send a container's log by POST to <c>streams/ID</c>.</summary>
    Log,

    /// <summary>Down: the object is a <c>PersistentVolume</c> that is a directory of the node and not needed any more: remove it.</summary>
    RemoveVolume,

    /// <summary>Up: the directory of the volume of that name and uid is gone. Answered by <see cref="Result"/>.</summary>
    VolumeRemoved,
}
