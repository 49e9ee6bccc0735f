using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Objects;

namespace Orchestrator.Silo.Logs;

/// <summary>Reaches into the pods of a node through its agent's connection. Implemented by <c>silo/Agents</c>.</summary>
public interface IPodStreams
{
    /// <summary>
    /// Copies a container's log to the response, which it starts with its first byte (200, text/plain), until it ends or the client goes away.
    /// Whatever is wrong before the first byte is an <c>ApiException</c>, for instance 503 when the node has no connection.
    /// </summary>
    Task CopyLogAsync(string node, ObjectKey pod, string podUid, PodLogOptions options, HttpResponse response, CancellationToken cancellationToken);
}
