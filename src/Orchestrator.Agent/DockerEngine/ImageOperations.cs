using System.Net.Http.Headers;
using System.Text.Json;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>Calls about images.</summary>
internal sealed class ImageOperations(DockerClient client)
{
    /// <summary>The image, or null when the daemon does not have it.</summary>
    public async Task<ImageDetails?> InspectAsync(string reference, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetAsync($"images/{EscapeName(reference)}/json", DockerJson.Default.ImageDetails, cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    /// <summary>Pulls an image from its registry.</summary>
    /// <exception cref="DockerException">The registry cannot be reached, or refuses, or does not have it; with the daemon's words.</exception>
    public async Task PullAsync(string reference, string? registryAuth, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent([]);
        if (registryAuth is not null)
        {
            content.Headers.TryAddWithoutValidation("X-Registry-Auth", registryAuth);
        }

        using var response = await client.StreamAsync(HttpMethod.Post, $"images/create?fromImage={Uri.EscapeDataString(WithTag(reference))}", content, cancellationToken);
        await ReadProgressAsync(response, cancellationToken);
    }

    /// <summary>Makes an image of one layer out of a tar archive.</summary>
    /// <param name="repository">Its name without tag.</param>
    /// <param name="tag">Its tag.</param>
    /// <param name="changes">Dockerfile instructions, such as <c>ENTRYPOINT ["/pause"]</c>.</param>
    /// <param name="tar">The archive.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task ImportAsync(string repository, string tag, string changes, ReadOnlyMemory<byte> tar, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(tar);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        var path = $"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}&changes={Uri.EscapeDataString(changes)}";
        using var response = await client.StreamAsync(HttpMethod.Post, path, content, cancellationToken);
        await ReadProgressAsync(response, cancellationToken);
    }

    // The status line of a pull says 200 before the work is done: failure is a message within the progress.
    private static async Task ReadProgressAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var progress in JsonSerializer.DeserializeAsyncEnumerable(stream, DockerJson.Default.ProgressMessage, topLevelValues: true, cancellationToken))
        {
            if (progress?.Error is { } error)
            {
                throw new DockerException(System.Net.HttpStatusCode.InternalServerError, error);
            }
        }
    }

    // Without a tag the daemon would pull every tag.
    private static string WithTag(string reference)
    {
        var name = reference.AsSpan(reference.LastIndexOf('/') + 1);
        return name.ContainsAny('@', ':') ? reference : reference + ":latest";
    }

    private static string EscapeName(string reference) => Uri.EscapeDataString(reference).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal);
}
