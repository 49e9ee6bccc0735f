namespace Orchestrator.Agent.DockerEngine;

/// <summary>Calls about named volumes.</summary>
internal sealed class VolumeOperations(DockerClient client)
{
    public async Task<VolumeDetails[]> ListAsync(CancellationToken cancellationToken, params string[] labels) =>
        (await client.GetAsync($"volumes?filters={Filters.Labels(labels)}", DockerJson.Default.VolumeList, cancellationToken)).Volumes ?? [];

    /// <summary>Creates a volume; one of that name with the same driver is left as it is.</summary>
    public Task<VolumeDetails> CreateAsync(VolumeConfig config, CancellationToken cancellationToken) =>
        client.PostAsync("volumes/create", config, DockerJson.Default.VolumeConfig, DockerJson.Default.VolumeDetails, cancellationToken);

    /// <summary>Removes a volume; one that is gone is no error.</summary>
    public async Task RemoveAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(HttpMethod.Delete, $"volumes/{Uri.EscapeDataString(name)}", cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return;
        }
    }
}
