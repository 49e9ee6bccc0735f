using System.Formats.Tar;
using Orchestrator.Agent.Containers.Docker;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>The machine's Docker daemon with a test image made from the machine's static busybox; tests are skipped by name where one of them is missing.</summary>
public sealed class DockerFixture : IAsyncLifetime
{
    /// <summary>An image with a shell and the usual tools.</summary>
    public const string Image = "orchestrator/test-busybox:1";

    private static readonly string[] Applets =
        ["sh", "sleep", "cat", "echo", "true", "false", "ls", "env", "id", "hostname", "wget", "nc", "httpd", "kill", "ps", "stat", "readlink", "seq", "touch", "test", "mkdir", "rm", "trap"];

    private readonly List<string> _clusters = [];

    /// <summary>Why the tests cannot run; null if they can.</summary>
    public string? Missing { get; private set; }

    /// <summary>A cluster of its own for one test; everything of it is removed at the end.</summary>
    public string NewCluster()
    {
        Skip.If(Missing is not null, Missing);
        var id = $"test-{Guid.NewGuid():N}"[..16];
        lock (_clusters)
        {
            _clusters.Add(id);
        }

        return id;
    }

    public async Task InitializeAsync()
    {
        using var docker = new DockerClient();
        try
        {
            await docker.Daemon.PingAsync(CancellationToken.None);
            Missing = await TryMakeImageAsync(docker);
        }
        catch (DockerException e)
        {
            Missing = $"no Docker daemon: {e.Message}";
        }
    }

    /// <summary>Puts the test image into a daemon; returns why it cannot, or null.</summary>
    internal static async Task<string?> TryMakeImageAsync(DockerClient docker)
    {
        var busybox = new[] { "/bin/busybox", "/usr/bin/busybox" }.FirstOrDefault(File.Exists);
        if (busybox is null)
        {
            return "no busybox on this machine (package busybox-static)";
        }

        if (await docker.Images.InspectAsync(Image, CancellationToken.None) is null)
        {
            await docker.Images.ImportAsync("orchestrator/test-busybox", "1", "CMD [\"sh\"]", Archive(busybox), CancellationToken.None);
        }

        return null;
    }

    public async Task DisposeAsync()
    {
        foreach (var cluster in _clusters)
        {
            await DockerCleanup.RunAsync(cluster, null, CancellationToken.None);
        }
    }

    private static byte[] Archive(string busybox)
    {
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "bin/") { Mode = Executable });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b111_111_111 });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = Executable, DataStream = new MemoryStream(File.ReadAllBytes(busybox)) });
            foreach (var applet in Applets)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, $"bin/{applet}") { LinkName = "busybox" });
            }
        }

        return archive.ToArray();
    }
}
