using Orchestrator.Agent.Containers.Docker;

namespace Orchestrator.Cli.Running;

/// <summary>Removes what the nodes of a cluster left on this machine.</summary>
internal static class NodeCleanup
{
    /// <summary>Removes the cluster's containers and networks; says what was done.</summary>
    /// <exception cref="CommandException">The Docker engine does not answer.</exception>
    public static async Task<string> RemoveAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        var socket = DockerHost.Socket();
        if (!File.Exists(socket))
        {
            return "no Docker engine runs here: there are no containers to remove";
        }

        try
        {
            var containers = await DockerCleanup.RunAsync(data.ClusterId(), socket, cancellationToken);
            return $"removed {containers} containers";
        }
        catch (IOException e)
        {
            throw new CommandException($"what the cluster left in Docker cannot be removed, run this again when the engine is back: {e.Message}");
        }
    }
}
