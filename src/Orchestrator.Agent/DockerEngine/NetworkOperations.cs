namespace Orchestrator.Agent.DockerEngine;

/// <summary>Calls about networks.</summary>
internal sealed class NetworkOperations(DockerClient client)
{
    public Task<NetworkDetails[]> ListAsync(CancellationToken cancellationToken, params string[] labels) =>
        client.GetAsync($"networks?filters={Filters.Labels(labels)}", DockerJson.Default.NetworkDetailsArray, cancellationToken);

    public Task<NetworkDetails[]> ListAllAsync(CancellationToken cancellationToken) =>
        client.GetAsync("networks", DockerJson.Default.NetworkDetailsArray, cancellationToken);

    /// <exception cref="DockerException">409: the name is taken; 403: the subnet overlaps another network's.</exception>
    public async Task<string> CreateAsync(NetworkConfig config, CancellationToken cancellationToken) =>
        (await client.PostAsync("networks/create", config, DockerJson.Default.NetworkConfig, DockerJson.Default.CreatedReply, cancellationToken)).Id;

    /// <summary>Removes a network; one that is gone is no error.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await client.CallAsync(HttpMethod.Delete, $"networks/{id}", cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return;
        }
    }
}
