using Orchestrator.Agent.Containers.Docker;

namespace Orchestrator.Cli.Running;

/// <summary>Removes what the nodes of a cluster left on this machine.</summary>
internal static class NodeCleanup
{
    private const string DockerSocket = "/var/run/docker.sock";

    /// <summary>Removes the cluster's containers and networks; says what was done.</summary>
    public static async Task<string> RemoveAsync(DataDirectory data, CancellationToken cancellationToken)
    {
        if (!File.Exists(DockerSocket))
        {
            return "no Docker engine runs here: there are no containers to remove";
        }

        var containers = await DockerCleanup.RunAsync(data.ClusterId(), DockerSocket, cancellationToken);
        return $"removed {containers} containers";
    }
}
