using System.Net;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>The daemon refused a call, or could not be reached (then <see cref="Status"/> is null).</summary>
internal sealed class DockerException : Exception
{
    public DockerException(HttpStatusCode status, string message) : base(message) => Status = status;

    public DockerException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>The HTTP status; null when the daemon did not answer.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>The container, image or network does not exist.</summary>
    public bool IsNotFound => Status == HttpStatusCode.NotFound;

    /// <summary>The name is taken, or the object is in a state that does not allow the call.</summary>
    public bool IsConflict => Status == HttpStatusCode.Conflict;

    /// <summary>Something still uses the network (403, in Docker's way) or the volume.</summary>
    public bool IsInUse => Status is HttpStatusCode.Forbidden or HttpStatusCode.Conflict;

    /// <summary>There is no daemon at the socket, or it went away in the middle of the call.</summary>
    public bool IsUnreachable => Status is null;
}
