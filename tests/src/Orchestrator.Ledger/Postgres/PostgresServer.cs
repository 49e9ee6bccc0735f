using System.Diagnostics;
using Npgsql;

namespace Orchestrator.Ledger.Tests.Postgres;

/// <summary>
/// A private PostgreSQL server in a temporary folder, reached over a Unix socket. Where PostgreSQL is not installed the tests are skipped by name.
/// </summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private readonly string? _binaries = FindBinaries();
    private string _folder = "";
    private int _databases;

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? Missing => _binaries is null ? "PostgreSQL (initdb, pg_ctl) is not installed" : null;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (Missing is not null)
        {
            return;
        }

        _folder = Directory.CreateTempSubdirectory("pg-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "postgres", _folder);
        }

        await RunAsServerAsync("initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8", "--locale=C");
        await RunAsServerAsync("pg_ctl", "start", "-w", "-D", $"{_folder}/data", "-l", $"{_folder}/log", "-o", $"-k {_folder} -c listen_addresses= -c fsync=off -c max_connections=100");
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        Skip.IfNot(Missing is null, Missing);
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync(ConnectionString("postgres"), $"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Runs a statement on a connection that is not pooled.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_folder.Length > 0)
        {
            await RunAsServerAsync("pg_ctl", "stop", "-D", $"{_folder}/data", "-m", "immediate");
            Directory.Delete(_folder, recursive: true);
        }
    }

    private string ConnectionString(string database) => $"Host={_folder};Username=postgres;Database={database};Maximum Pool Size=10";

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var folders = installed.Reverse().Select(version => Path.Combine(version, "bin")).Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'));
        return folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the user that its package made.</summary>
    private Task RunAsServerAsync(string program, params string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("runuser", ["-u", "postgres", "--", Path.Combine(_binaries!, program), .. arguments])
        : RunAsync(Path.Combine(_binaries!, program), arguments);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The output goes to a file: the server inherits it, and a pipe would stay open as long as the server runs.
        var start = new ProcessStartInfo("sh") { ArgumentList = { "-c", "cd / && exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", program } };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
    }
}

/// <summary>The tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "PostgreSQL";
}
