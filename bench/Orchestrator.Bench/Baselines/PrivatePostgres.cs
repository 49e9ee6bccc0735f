using System.Diagnostics;

namespace Orchestrator.Bench.Baselines;

/// <summary>A PostgreSQL server of the bench's own in a temporary folder, with its durability as it is by default.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly string _binaries;
    private readonly string _folder;

    private PrivatePostgres(string binaries, string folder) => (_binaries, _folder) = (binaries, folder);

    /// <summary>How to reach it.</summary>
    public string ConnectionString => $"Host={_folder};Username=postgres;Database=postgres";

    /// <summary>Starts it; null, said on standard error, where PostgreSQL is not installed.</summary>
    public static async Task<PrivatePostgres?> StartAsync(CancellationToken cancellationToken)
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        var binaries = installed.Select(version => Path.Combine(version, "bin")).LastOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
        if (binaries is null)
        {
            await Console.Error.WriteLineAsync("  PostgreSQL is not installed, and so not measured");
            return null;
        }

        var server = new PrivatePostgres(binaries, Directory.CreateTempSubdirectory("bench-pg-").FullName);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(["chown", "postgres", server._folder], cancellationToken);
        }

        await server.RunAsServerAsync(["initdb", "-D", $"{server._folder}/data", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C"], cancellationToken);
        await server.RunAsServerAsync(
            ["pg_ctl", "start", "-w", "-D", $"{server._folder}/data", "-l", $"{server._folder}/log", "-o", $"-k {server._folder} -c listen_addresses="], cancellationToken);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsServerAsync(["pg_ctl", "stop", "-D", $"{_folder}/data", "-m", "immediate"], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the user that its package made.</summary>
    private Task RunAsServerAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] full = [Path.Combine(_binaries, command[0]), .. command[1..]];
        return RunAsync(Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. full] : full, cancellationToken);
    }

    private static async Task RunAsync(string[] command, CancellationToken cancellationToken)
    {
        // The server inherits what its starter has open, so nothing may be a pipe to here.
        using var process = Process.Start("sh", ["-c", "cd / && exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", .. command]);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}");
        }
    }
}
