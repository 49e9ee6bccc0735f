namespace Orchestrator.Agent.DockerEngine;

/// <summary>Runs commands in running containers.</summary>
internal sealed class ExecOperations(DockerClient client)
{
    // What a probe or a hook prints beyond this is of no use to anyone.
    private const int OutputLimit = 10 * 1024;

    /// <summary>Runs a command to its end and returns its exit code and the beginning of what it printed.</summary>
    /// <exception cref="DockerException">409: the container does not run.</exception>
    public async Task<ExecResult> RunAsync(string containerId, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var config = new ExecConfig { Cmd = command, AttachStdout = true, AttachStderr = true };
        var id = (await client.PostAsync($"containers/{containerId}/exec", config, DockerJson.Default.ExecConfig, DockerJson.Default.CreatedReply, cancellationToken)).Id;
        using var output = new MemoryStream();
        using (var response = await client.StreamAsync(HttpMethod.Post, $"exec/{id}/start", DockerClient.Json(new ExecStart(), DockerJson.Default.ExecStart), cancellationToken))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await MultiplexedStream.CopyAsync(stream, new LimitedStream(output, OutputLimit), cancellationToken);
        }

        var details = await client.GetAsync($"exec/{id}/json", DockerJson.Default.ExecDetails, cancellationToken);
        return new ExecResult(details.ExitCode ?? -1, System.Text.Encoding.UTF8.GetString(output.GetBuffer().AsSpan(0, (int)output.Length)));
    }
}
