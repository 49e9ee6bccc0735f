using Orchestrator.Api.Agents;

namespace Orchestrator.Agent.Connection;

/// <summary>One node's end of the connection. Called by one reader, in order; must not block.</summary>
internal interface INodeEnd
{
    string Name { get; }

    /// <summary>The frame by which the node introduces itself; begins a full synchronization.</summary>
    AgentFrame Register();

    /// <summary>The control plane says something.</summary>
    void Receive(AgentFrame frame);

    /// <summary>Copies the log that was asked for.</summary>
    Task CopyLogAsync(AgentFrame request, Stream target, CancellationToken cancellationToken);
}
