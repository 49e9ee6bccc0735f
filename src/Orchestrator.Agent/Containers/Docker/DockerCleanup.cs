using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>Removes everything that one cluster has in a Docker daemon: containers, networks, volumes. Images stay: they may be shared.</summary>
public static class DockerCleanup
{
    private const int MostAttempts = 40;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Removes everything of a cluster; safe to repeat.</summary>
    /// <param name="clusterId">The cluster.</param>
    /// <param name="socket">The daemon's socket; null for the usual one.</param>
    /// <param name="cancellationToken">Stops it half way.</param>
    /// <returns>How many containers were removed.</returns>
    /// <exception cref="IOException">The daemon does not answer or refuses.</exception>
    public static async Task<int> RunAsync(string clusterId, string? socket, CancellationToken cancellationToken)
    {
        using var docker = new DockerClient(socket);
        try
        {
            return await RunAsync(docker, DockerLabels.Filter(DockerLabels.Cluster, clusterId), cancellationToken);
        }
        catch (DockerException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    // A container whose start was under way when its agent died comes after the list; the network that it is in says so by refusing to go.
    private static async Task<int> RunAsync(DockerClient docker, string label, CancellationToken cancellationToken)
    {
        var removed = 0;
        using var timer = new PeriodicTimer(Interval);
        for (var attempt = 1; ; attempt++)
        {
            removed += await RemoveContainersAsync(docker, label, cancellationToken);
            try
            {
                await RemoveNetworksAndVolumesAsync(docker, label, cancellationToken);
                return removed;
            }
            catch (DockerException e) when (e.IsInUse && attempt < MostAttempts)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static async Task<int> RemoveContainersAsync(DockerClient docker, string label, CancellationToken cancellationToken)
    {
        var containers = await docker.Containers.ListAsync(cancellationToken, label);

        // Sandboxes last: the containers run in their namespaces.
        foreach (var group in containers.GroupBy(static c => c.Labels.GetValueOrDefault(DockerLabels.Type) == DockerLabels.SandboxType).OrderBy(static g => g.Key))
        {
            await Parallel.ForEachAsync(group, cancellationToken, async (c, token) => await docker.Containers.RemoveAsync(c.Id, token));
        }

        return containers.Length;
    }

    private static async Task RemoveNetworksAndVolumesAsync(DockerClient docker, string label, CancellationToken cancellationToken)
    {
        foreach (var network in await docker.Networks.ListAsync(cancellationToken, label))
        {
            await docker.Networks.RemoveAsync(network.Id, cancellationToken);
        }

        foreach (var volume in await docker.Volumes.ListAsync(cancellationToken, label))
        {
            await docker.Volumes.RemoveAsync(volume.Name, cancellationToken);
        }
    }
}
