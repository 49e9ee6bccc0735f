using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>Makes pause containers, and learns from the first one what the machine refuses.</summary>
internal sealed class DockerSandboxes(DockerClient docker, DockerRuntimeOptions options, ClusterNetwork network)
{
    // As kubelet: a sandbox is among the last to be killed for memory.
    private const int SandboxOomScore = -998;
    private volatile bool _negativeOomScoreRefused;

    /// <summary>The wanted value, or the nearest that the machine allows: without CAP_SYS_RESOURCE runc cannot set a negative one.</summary>
    public int OomScore(int wanted) => _negativeOomScoreRefused ? Math.Max(0, wanted) : wanted;

    /// <summary>Creates and starts a sandbox. What fails to start is removed.</summary>
    public async Task<string> RunAsync(SandboxSpec spec, CancellationToken cancellationToken)
    {
        var name = DockerContainerConfig.ContainerName("POD", spec.Pod, spec.Attempt);
        var score = OomScore(SandboxOomScore);
        var id = await CreateAsync(name, DockerContainerConfig.Of(options, spec, network.Name, score), cancellationToken);
        try
        {
            await docker.Containers.StartAsync(id, cancellationToken);
            return id;
        }
        catch (DockerException e) when (score < 0 && IsOomScoreRefusal(e))
        {
            _negativeOomScoreRefused = true;
            await docker.Containers.RemoveAsync(id, cancellationToken);
            return await RunAsync(spec, cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound && e.Message.Contains("network", StringComparison.OrdinalIgnoreCase))
        {
            // Someone removed the cluster's network; make it again for the next try.
            await docker.Containers.RemoveAsync(id, cancellationToken);
            await network.EnsureAsync(cancellationToken);
            throw;
        }
        catch (DockerException e) when (!e.IsUnreachable)
        {
            await docker.Containers.RemoveAsync(id, cancellationToken);

            // Without the id, which is another one at each try: the same failure is to be the same event.
            throw new DockerException(e.Status!.Value, e.Message.Replace($" ({id})", "", StringComparison.Ordinal));
        }
    }

    /// <summary>Creates a container; one of that name that was left by an attempt that broke off is replaced.</summary>
    public async Task<string> CreateAsync(string name, ContainerConfig config, CancellationToken cancellationToken)
    {
        try
        {
            return await docker.Containers.CreateAsync(name, config, cancellationToken);
        }
        catch (DockerException e) when (e.IsConflict)
        {
            await docker.Containers.RemoveAsync(name, cancellationToken);
            return await docker.Containers.CreateAsync(name, config, cancellationToken);
        }
    }

    // runc's parent reports the child's death, not its reason, unless the write itself is reported (newer versions).
    private static bool IsOomScoreRefusal(DockerException e) =>
        e.Message.Contains("oom_score_adj", StringComparison.Ordinal) || e.Message.Contains("can't get final child's PID from pipe", StringComparison.Ordinal);
}
