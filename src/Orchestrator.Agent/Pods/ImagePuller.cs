using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Events;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>A container does not start; the reason stands in its status until it does.</summary>
internal sealed class ContainerStartException(string reason, string message) : Exception(message)
{
    /// <summary>Such as <c>ErrImagePull</c>.</summary>
    public string Reason { get; } = reason;
}

/// <summary>Sees to it that an image is there, by the pull policy and with backoff (pkg/kubelet/images: EnsureImageExists). One pod's worker uses it alone.</summary>
internal sealed class ImagePuller(PodServices services)
{
    private readonly Backoff _backoff = new(services.Time, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(300));
    private readonly Dictionary<string, (DateTimeOffset At, string Message)> _failures = new(StringComparer.Ordinal);

    /// <summary>How long until the image may be pulled again.</summary>
    public TimeSpan RetryIn(string image) => _failures.TryGetValue(image, out var failure) ? _backoff.Left(image, failure.At) : TimeSpan.Zero;

    /// <exception cref="ContainerStartException">The image is not there.</exception>
    public async Task<RuntimeImage> EnsureAsync(Pod pod, Container container, CancellationToken cancellationToken)
    {
        var image = container.Image ?? "";
        var path = pod.FieldPath(container);
        var found = await services.Runtime.FindImageAsync(image, cancellationToken);
        var policy = container.ImagePullPolicy ?? (IsLatest(image) ? "Always" : "IfNotPresent");
        if (found is not null && policy != "Always")
        {
            services.Events.Record(pod, path, EventRecorder.Normal, "Pulled", $"Container image \"{image}\" already present on machine");
            return found;
        }

        if (policy == "Never")
        {
            var message = $"Container image \"{image}\" is not present with pull policy of Never";
            services.Events.Record(pod, path, EventRecorder.Warning, "ErrImageNeverPull", message);
            throw new ContainerStartException("ErrImageNeverPull", message);
        }

        if (RetryIn(image) > TimeSpan.Zero)
        {
            var message = $"Back-off pulling image \"{image}\"";
            services.Events.Record(pod, path, EventRecorder.Normal, "BackOff", message);
            throw new ContainerStartException("ImagePullBackOff", $"{message}: ErrImagePull: {_failures[image].Message}");
        }

        return await PullAsync(pod, image, path, cancellationToken);
    }

    private async Task<RuntimeImage> PullAsync(Pod pod, string image, string path, CancellationToken cancellationToken)
    {
        services.Events.Record(pod, path, EventRecorder.Normal, "Pulling", $"Pulling image \"{image}\"");
        var started = services.Time.GetTimestamp();
        try
        {
            await PullWithAnyAsync(image, await PullSecrets.ForAsync(pod, image, services.Config, cancellationToken), cancellationToken);
            var pulled = await services.Runtime.FindImageAsync(image, cancellationToken)
                ?? throw new ContainerRuntimeException("the image is not there after it was pulled", unreachable: false);
            var took = services.Time.GetElapsedTime(started);
            services.Events.Record(pod, path, EventRecorder.Normal, "Pulled", $"Successfully pulled image \"{image}\" in {took.TotalMilliseconds:F0}ms");
            _failures.Remove(image);
            _backoff.Reset(image);
            return pulled;
        }
        catch (ContainerRuntimeException e) when (!e.IsUnreachable)
        {
            var now = services.Time.GetUtcNow();
            _backoff.Next(image, now);
            _failures[image] = (now, e.Message);
            services.Events.Record(pod, path, EventRecorder.Warning, "Failed", $"Failed to pull image \"{image}\": {e.Message}");
            throw new ContainerStartException("ErrImagePull", e.Message);
        }
    }

    // As kubelet: with each of the credentials that fit, and the last failure counts.
    private async Task PullWithAnyAsync(string image, List<RegistryCredentials> credentials, CancellationToken cancellationToken)
    {
        for (var i = 0; i < credentials.Count - 1; i++)
        {
            try
            {
                await services.Runtime.PullImageAsync(image, credentials[i], cancellationToken);
                return;
            }
            catch (ContainerRuntimeException e) when (!e.IsUnreachable)
            {
                continue;
            }
        }

        await services.Runtime.PullImageAsync(image, credentials.LastOrDefault(), cancellationToken);
    }

    private static bool IsLatest(string image)
    {
        var name = image.AsSpan(image.LastIndexOf('/') + 1);
        return !name.Contains('@') && (!name.Contains(':') || name.EndsWith(":latest"));
    }
}
