namespace Orchestrator.Api.Agents;

/// <summary>Where agents connect, and how they are known.</summary>
public static class AgentPaths
{
    /// <summary>The API group of the agents' endpoints.</summary>
    public const string Group = "agents.orchestrator.io";

    /// <summary>The version of the frames.</summary>
    public const string Version = "v1";

    /// <summary>POST: a full-duplex stream of frames, for one node or for many.</summary>
    public const string Connections = "/apis/agents.orchestrator.io/v1/connections";

    /// <summary>POST to <c>streams/ID</c>: what an agent was asked for, as the request's body.</summary>
    public const string Streams = "/apis/agents.orchestrator.io/v1/streams/";

    /// <summary>Header of a stream that carries an error message instead of what was asked for: an HTTP status code.</summary>
    public const string StreamErrorHeader = "X-Stream-Error";

    /// <summary>The group of all nodes' users.</summary>
    public const string NodesGroup = "system:nodes";

    /// <summary>A node's user is this and its name.</summary>
    public const string NodeUserPrefix = "system:node:";

    /// <summary>The group of those who may register any node (hosts of simulated nodes).</summary>
    public const string NodeHostsGroup = "agents.orchestrator.io:node-hosts";
}
