using Orchestrator.Api.Errors;

namespace Orchestrator.Grains.Controllers.HorizontalPodAutoscalers.Metrics;

/// <summary>
/// How the metrics APIs (<c>metrics.k8s.io</c>, <c>custom.metrics.k8s.io</c>, <c>external.metrics.k8s.io</c>) are asked: whoever serves them in this cluster,
/// its own agents or an aggregated API server, is registered as this.
/// </summary>
public interface IMetricsApi
{
    /// <summary>GET.</summary>
    /// <param name="group">The API group.</param>
    /// <param name="path">What is behind <c>/apis/GROUP/</c>, the version included.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The answer's JSON.</returns>
    /// <exception cref="ApiException">The request was refused; 404 when nobody serves it.</exception>
    Task<ReadOnlyMemory<byte>> GetAsync(string group, string path, CancellationToken cancellationToken);
}

/// <summary>A cluster in which nobody serves metrics.</summary>
internal sealed class UnservedMetricsApi : IMetricsApi
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> GetAsync(string group, string path, CancellationToken cancellationToken)
    {
        var end = path.IndexOf('?', StringComparison.Ordinal);
        var resource = (end < 0 ? path : path[..end]).Split('/')[^1];
        throw new ApiException(new Api.Models.Meta.V1.Status
        {
            StatusValue = "Failure",
            Reason = "NotFound",
            Code = 404,
            Message = $"the server could not find the requested resource (get {resource}.{group})",
        });
    }
}
