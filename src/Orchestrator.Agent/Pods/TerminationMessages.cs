using System.Text;
using Orchestrator.Agent.Containers;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Pods;

/// <summary>The last words of containers: what they wrote to their termination message file, or the end of their log. One pod's worker uses it alone.</summary>
internal sealed class TerminationMessages(PodServices services)
{
    // kubelet: MaxContainerTerminationMessageLength, MaxContainerTerminationMessageLogLength and ...LogLines.
    private const int FileLimit = 4096;
    private const int LogLimit = 2048;
    private const int LogLines = 80;

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> ByContainer => _known;

    /// <summary>Reads those of containers that have ended since.</summary>
    public async Task CollectAsync(Pod pod, RuntimePodState state, CancellationToken cancellationToken)
    {
        foreach (var container in state.Containers)
        {
            if (container.State == RuntimeContainerState.Exited && !_known.ContainsKey(container.Id) && container.StartedAt is not null
                && await ReadAsync(pod, container, cancellationToken) is { Length: > 0 } message)
            {
                _known[container.Id] = message;
            }
        }
    }

    public void Forget(string id) => _known.Remove(id);

    private async Task<string?> ReadAsync(Pod pod, RuntimeContainer container, CancellationToken cancellationToken)
    {
        var path = services.Directories.TerminationMessage(pod.Uid(), container.Name, container.Attempt);
        if (File.Exists(path))
        {
            await using var file = File.OpenRead(path);
            var buffer = new byte[FileLimit];
            var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (length > 0)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }

        var spec = pod.AllContainers().FirstOrDefault(c => c.Name == container.Name);
        if (spec?.TerminationMessagePolicy != "FallbackToLogsOnError" || container.ExitCode == 0)
        {
            return null;
        }

        using var log = new MemoryStream();
        await services.Runtime.CopyLogAsync(container.Id, new LogOptions { TailLines = LogLines }, log, cancellationToken);
        var text = Encoding.UTF8.GetString(log.GetBuffer(), 0, (int)log.Length);
        return text.Length > LogLimit ? text[^LogLimit..] : text;
    }
}
