using System.Formats.Tar;
using System.Runtime.InteropServices;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Containers.Docker;

/// <summary>The image of <see cref="PauseProgram"/>, put into the daemon by its import call.</summary>
internal static class PauseImage
{
    public const string Repository = "orchestrator/pause";
    public const string Tag = "1";
    public const string Reference = Repository + ":" + Tag;

    /// <summary>Makes the image unless the daemon has it.</summary>
    public static async Task EnsureAsync(DockerClient docker, CancellationToken cancellationToken)
    {
        if (await docker.Images.InspectAsync(Reference, cancellationToken) is null)
        {
            await docker.Images.ImportAsync(Repository, Tag, "ENTRYPOINT [\"/pause\"]", Archive(), cancellationToken);
        }
    }

    private static byte[] Archive()
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "pause")
            {
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute,
                DataStream = new MemoryStream(PauseProgram.Build(RuntimeInformation.OSArchitecture)),
            });
        }

        return archive.ToArray();
    }
}
