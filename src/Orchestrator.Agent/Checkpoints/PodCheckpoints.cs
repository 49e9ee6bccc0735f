using Microsoft.Extensions.Logging;
using Orchestrator.Api.Json;
using Orchestrator.Api.Models.Core.V1;

namespace Orchestrator.Agent.Checkpoints;

/// <summary>The pods of this node on disk, so that after a restart the agent takes up its containers before it has found a control plane.</summary>
internal sealed partial class PodCheckpoints(PodDirectories directories, ILogger logger)
{
    /// <summary>Writes a pod, atomically: a crash leaves the old or the new one.</summary>
    public void Save(Pod pod)
    {
        var path = directories.Checkpoint(pod.Metadata.Uid ?? "");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonModel.ToBytes(pod));
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The pods that were saved. What cannot be read is left out: the control plane sends it again.</summary>
    public List<Pod> Load()
    {
        var pods = new List<Pod>();
        if (!Directory.Exists(directories.Pods))
        {
            return pods;
        }

        foreach (var directory in Directory.EnumerateDirectories(directories.Pods))
        {
            var path = directories.Checkpoint(Path.GetFileName(directory));
            try
            {
                if (File.Exists(path))
                {
                    pods.Add(JsonModel.Read<Pod>(File.ReadAllBytes(path)));
                }
            }
            catch (Exception e) when (e is IOException or JsonDecodeException)
            {
                Log.Unreadable(logger, path, e);
            }
        }

        return pods;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The checkpoint {Path} cannot be read")]
        public static partial void Unreadable(ILogger logger, string path, Exception error);
    }
}
