using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orchestrator.Agent.Nodes;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Volumes;

/// <summary>Removes directories of volumes that nobody needs any more, aside from everything else, and says when they are gone. What cannot be removed is told and tried again.</summary>
internal sealed partial class VolumeRemoval(VolumeDirectories directories, NodeAgent node, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins to remove a volume's directory, unless that is under way.</summary>
    public void Start(PersistentVolume volume)
    {
        if (_underWay.TryAdd(volume.Metadata.Uid ?? "", true))
        {
            _ = Task.Run(() => RunAsync(volume), CancellationToken.None);
        }
    }

    public void Dispose() => _stopping.Cancel();

    private async Task RunAsync(PersistentVolume volume)
    {
        for (var delay = FirstRetry; !TryRemove(volume); delay = delay * 2 < LongestRetry ? delay * 2 : LongestRetry)
        {
            try
            {
                await Task.Delay(delay, time, _stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return; // whoever begins anew is told again
            }
        }

        _underWay.TryRemove(volume.Metadata.Uid ?? "", out _);
        node.Removed(volume);
    }

    private bool TryRemove(PersistentVolume volume)
    {
        try
        {
            directories.Remove(volume.Spec.Local?.Path ?? "");
            return true;
        }
        catch (Exception e) when (e is VolumeException or IOException or UnauthorizedAccessException)
        {
            Log.NotRemoved(logger, volume.Metadata.Name, e.Message);
            node.Publish(Failure(volume, e.Message));
            return false;
        }
    }

    private Event Failure(PersistentVolume volume, string problem)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return new Event
        {
            Metadata = new() { Name = string.Create(CultureInfo.InvariantCulture, $"{volume.Metadata.Name}.{now.Ticks:x}"), Namespace = "default" },
            InvolvedObject = new() { ApiVersion = volume.ApiVersion, Kind = volume.Kind, Name = volume.Metadata.Name, Uid = volume.Metadata.Uid },
            Type = "Warning",
            Reason = "VolumeFailedDelete",
            Message = problem,
            Source = new() { Component = "orchestrator-agent", Host = node.Name },
            FirstTimestamp = now,
            LastTimestamp = now,
            Count = 1,
        };
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The directory of volume {Volume} cannot be removed: {Problem}")]
        public static partial void NotRemoved(ILogger logger, string? volume, string problem);
    }
}
