using System.Diagnostics;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.OpenApi;

/// <summary>Runs the real kubectl of a version against the silo of the tests.</summary>
internal sealed class KubectlCommand(SiloFixture silo, string program)
{
    private const int OldestMinor = 27;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The kubectl on PATH and those beside it, named <c>kubectl.1.29</c> and so on.</summary>
    public static IReadOnlyList<string> Installed { get; } = Find();

    /// <summary>Runs it and returns its exit code, standard output and standard error.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["KUBECONFIG"] = silo.Kubeconfig;
        start.Environment["HOME"] = silo.Options.DataDirectory;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }

    private static string[] Find()
    {
        foreach (var directory in Environment.GetEnvironmentVariable("PATH")!.Split(':'))
        {
            var kubectl = Path.Combine(directory, "kubectl");
            if (File.Exists(kubectl))
            {
                var real = File.ResolveLinkTarget(kubectl, returnFinalTarget: true)?.FullName ?? kubectl;
                return [kubectl, .. Directory.GetFiles(Path.GetDirectoryName(real)!, "kubectl.1.*").Where(IsRecent).Order(StringComparer.Ordinal)];
            }
        }

        return [];
    }

    private static bool IsRecent(string path) => int.TryParse(Path.GetExtension(path).AsSpan(1), out var minor) && minor >= OldestMinor;
}
