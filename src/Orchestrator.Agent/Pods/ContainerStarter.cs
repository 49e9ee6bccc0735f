using Orchestrator.Agent.Containers;
using Orchestrator.Agent.Environment;
using Orchestrator.Agent.Events;
using Orchestrator.Agent.Volumes;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>
/// Starts a container (kubelet: startContainer):
/// 1. its image, 2. its configuration, 3. create, 4. start, 5. the postStart hook.
/// </summary>
internal sealed class ContainerStarter(PodServices services)
{
    private readonly EnvironmentBuilder _environment = new(services.Config);

    public ImagePuller Images { get; } = new(services);

    /// <exception cref="ContainerStartException">It does not start; what can be retried is retried by the caller, with backoff.</exception>
    public async Task StartAsync(
        Pod pod, Container container, RuntimePodState state, IReadOnlyDictionary<string, PreparedVolume> volumes, CancellationToken cancellationToken)
    {
        var sandbox = state.ReadySandbox!;
        var image = await WithEventAsync(pod, container, () => Images.EnsureAsync(pod, container, cancellationToken)); // 1

        // What was created but never started (the agent broke off) is made anew under the same number.
        var last = state.Latest(container.Name);
        var attempt = last is null ? 0 : last.State == RuntimeContainerState.Created ? last.Attempt : last.Attempt + 1;

        var spec = await WithEventAsync(pod, container, () => SpecAsync(pod, container, attempt, sandbox, volumes, image, cancellationToken)); // 2
        var id = await CreateAsync(pod, container, spec, cancellationToken); // 3
        services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Normal, "Created", $"Container created");
        await StartAsync(pod, container, id, cancellationToken); // 4
        services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Normal, "Started", $"Container started");
        await PostStartAsync(pod, container, id, cancellationToken); // 5
    }

    private async Task<ContainerSpec> SpecAsync(
        Pod pod, Container container, int attempt, RuntimeSandbox sandbox, IReadOnlyDictionary<string, PreparedVolume> volumes, RuntimeImage image, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = pod.UsesHostNetwork() ? services.Node.Addresses : sandbox.Addresses;
            PodFiles.Write(services, pod, addresses);
            var facts = new EnvironmentBuilder.Facts(addresses, services.Node.Addresses, services.Node.Allocatable);
            var environment = await _environment.BuildAsync(pod, container, facts, cancellationToken);
            var mounts = ContainerMounts.Of(services, pod, container, attempt, volumes, environment.ToDictionary(StringComparer.Ordinal));
            return ContainerSpecs.Container(pod, container, attempt, sandbox.Id, environment, mounts, image, services.Node.MemoryBytes);
        }
        catch (Exception e) when (e is ContainerConfigException or VolumeException or IOException)
        {
            throw new ContainerStartException("CreateContainerConfigError", e.Message);
        }
    }

    private async Task<string> CreateAsync(Pod pod, Container container, ContainerSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            return await services.Runtime.CreateContainerAsync(spec, cancellationToken);
        }
        catch (ContainerRuntimeException e) when (!e.IsUnreachable)
        {
            services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Warning, "Failed", $"Error: {e.Message}");
            throw new ContainerStartException("CreateContainerError", e.Message);
        }
    }

    private async Task StartAsync(Pod pod, Container container, string id, CancellationToken cancellationToken)
    {
        try
        {
            await services.Runtime.StartContainerAsync(id, cancellationToken);
        }
        catch (ContainerRuntimeException e) when (!e.IsUnreachable)
        {
            services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Warning, "Failed", $"Error: {e.Message}");
            throw new ContainerStartException("RunContainerError", e.Message);
        }
    }

    private async Task PostStartAsync(Pod pod, Container container, string id, CancellationToken cancellationToken)
    {
        if (container.Lifecycle?.PostStart is not { } hook)
        {
            return;
        }

        if (await LifecycleHooks.RunAsync(services, pod, container, hook, id, Timeout.InfiniteTimeSpan, cancellationToken) is { } failure)
        {
            services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Warning, "FailedPostStartHook", $"PostStartHook failed: {failure}");
            await services.Runtime.StopContainerAsync(id, TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30), cancellationToken);
            throw new ContainerStartException("PostStartHookError", failure);
        }
    }

    private async Task<T> WithEventAsync<T>(Pod pod, Container container, Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (ContainerStartException e)
        {
            // kubelet: image failures are known by their reason, failures of configuration by their message.
            var text = e.Reason == "CreateContainerConfigError" ? e.Message : e.Reason;
            services.Events.Record(pod, pod.FieldPath(container), EventRecorder.Warning, "Failed", $"Error: {text}");
            throw;
        }
    }
}
