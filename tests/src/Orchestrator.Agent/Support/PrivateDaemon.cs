using System.Diagnostics;
using Orchestrator.Agent.DockerEngine;

namespace Orchestrator.Agent.Tests.Support;

/// <summary>A Docker daemon of a test's own, which it may stop and start. It touches neither the machine's bridge nor its packet filter.</summary>
internal sealed class PrivateDaemon : IAsyncDisposable
{
    private const string Program = "/usr/sbin/dockerd";
    private readonly string _directory = Directory.CreateTempSubdirectory("orchestrator-dockerd").FullName;
    private Process? _process;

    public string Socket => Path.Combine(_directory, "docker.sock");

    public static void SkipUnlessPossible()
    {
        Skip.IfNot(File.Exists(Program), "no dockerd on this machine");
        Skip.IfNot(System.Environment.IsPrivilegedProcess, "only root can start a dockerd");
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in (string[])["-H", $"unix://{Socket}", "--data-root", $"{_directory}/data", "--exec-root", $"{_directory}/exec", "--pidfile", $"{_directory}/pid", "--bridge=none", "--iptables=false", "--ip-masq=false"])
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        using var docker = new DockerClient(Socket);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                await docker.Daemon.PingAsync(limit.Token);
                return;
            }
            catch (DockerException) when (!_process.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }

    /// <summary>Stops the daemon as a service manager does; its containers end with it.</summary>
    public async Task StopAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync();
        }

        await DetachAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A daemon that stops while a container ends leaves its file system mounted.</summary>
    private async Task DetachAsync()
    {
        var mounts = (await File.ReadAllLinesAsync("/proc/self/mounts")).Select(line => line.Split(' ')[1]).Where(path => path.StartsWith(_directory, StringComparison.Ordinal));
        foreach (var path in mounts.Reverse())
        {
            using var unmount = Process.Start("umount", ["--lazy", path]);
            await unmount.WaitForExitAsync();
        }
    }
}
