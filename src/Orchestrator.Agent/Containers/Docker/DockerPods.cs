using System.Collections.Concurrent;
using System.Globalization;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>Reads back from the daemon what runs.</summary>
internal sealed class DockerPods(DockerClient docker, DockerRuntimeOptions options)
{
    // kubelet and CRI: a container that could not be started is one that exited with 128.
    private const int StartErrorExitCode = 128;

    // What has exited does not change any more, so it is asked for once.
    private readonly ConcurrentDictionary<string, RuntimeContainer> _exited = new(StringComparer.Ordinal);

    public void Forget(string id) => _exited.TryRemove(id, out _);

    public async Task<IReadOnlyList<PodOnRuntime>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await docker.Containers.ListAsync(
            cancellationToken, DockerLabels.Filter(DockerLabels.Cluster, options.ClusterId), DockerLabels.Filter(DockerLabels.Node, options.NodeName));
        return [.. all.GroupBy(static c => c.Labels.GetValueOrDefault(DockerLabels.PodUid, "")).Select(static pod =>
        {
            var labels = pod.First().Labels;
            var fingerprint = string.Join(',', pod.Select(static c => $"{c.Id}:{c.State}").Order(StringComparer.Ordinal));
            return new PodOnRuntime(pod.Key, labels.GetValueOrDefault(DockerLabels.PodNamespace, ""), labels.GetValueOrDefault(DockerLabels.PodName, ""), fingerprint);
        })];
    }

    public async Task<RuntimePodState> GetAsync(string podUid, CancellationToken cancellationToken)
    {
        var all = await docker.Containers.ListAsync(
            cancellationToken, DockerLabels.Filter(DockerLabels.Cluster, options.ClusterId), DockerLabels.Filter(DockerLabels.PodUid, podUid));
        var sandboxes = new List<RuntimeSandbox>();
        var containers = new List<RuntimeContainer>();
        foreach (var summary in all)
        {
            if (_exited.TryGetValue(summary.Id, out var known))
            {
                containers.Add(known);
            }
            else if (await InspectAsync(summary.Id, cancellationToken) is { } details)
            {
                if (summary.Labels.GetValueOrDefault(DockerLabels.Type) == DockerLabels.SandboxType)
                {
                    sandboxes.Add(Sandbox(details));
                }
                else
                {
                    containers.Add(Container(details));
                }
            }
        }

        sandboxes.Sort(static (a, b) => b.Attempt.CompareTo(a.Attempt));
        containers.Sort(static (a, b) => b.Attempt.CompareTo(a.Attempt));
        return new RuntimePodState(sandboxes, containers);
    }

    private async Task<ContainerDetails?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            return await docker.Containers.InspectAsync(id, cancellationToken);
        }
        catch (DockerException e) when (e.IsNotFound)
        {
            return null;
        }
    }

    private static RuntimeSandbox Sandbox(ContainerDetails details) => new(
        details.Id, Attempt(details), details.State.Running, details.Created,
        [.. (details.NetworkSettings.Networks ?? []).Values.SelectMany(static n => new[] { n.IPAddress, n.GlobalIPv6Address }).OfType<string>().Where(static a => a.Length > 0)]);

    private RuntimeContainer Container(ContainerDetails details)
    {
        var state = details.State;
        var neverStarted = state.StartedAt.Year <= 1;
        var startFailed = neverStarted && !state.Running && (state.ExitCode != 0 || state.Error.Length > 0);
        var labels = details.Config.Labels ?? [];
        var container = new RuntimeContainer
        {
            Id = details.Id,
            Name = labels.GetValueOrDefault(DockerLabels.ContainerName, ""),
            Attempt = Attempt(details),
            SandboxId = labels.GetValueOrDefault(DockerLabels.Sandbox, ""),
            SpecHash = labels.GetValueOrDefault(DockerLabels.SpecHash, ""),
            Image = details.Config.Image,
            ImageId = details.Image,
            CreatedAt = details.Created,
            State = state.Running ? RuntimeContainerState.Running
                : startFailed || !neverStarted ? RuntimeContainerState.Exited
                : RuntimeContainerState.Created,
            StartedAt = neverStarted ? null : state.StartedAt,
            FinishedAt = startFailed ? details.Created : state.FinishedAt.Year <= 1 ? null : state.FinishedAt,
            ExitCode = startFailed ? StartErrorExitCode : state.ExitCode,
            Reason = startFailed ? "StartError" : state.OOMKilled ? "OOMKilled" : state.ExitCode == 0 ? "Completed" : "Error",
            Message = state.Error.Length > 0 ? state.Error : null,
        };

        // A daemon that is just shutting down may not have written the end yet.
        if (container.State == RuntimeContainerState.Exited && container.FinishedAt is not null)
        {
            _exited[container.Id] = container;
        }

        return container;
    }

    private static int Attempt(ContainerDetails details) =>
        int.TryParse(details.Config.Labels?.GetValueOrDefault(DockerLabels.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;
}
