using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clients;

/// <summary>
/// Runs every client's suite against one cluster with simulated nodes, a few at a time: they mostly wait. The report of which client ran what goes
/// to the file that the environment variable ORCHESTRATOR_CLIENT_REPORT names.
/// </summary>
public sealed class ClientRuns : IAsyncLifetime
{
    private const int AtATime = 3;
    private readonly Dictionary<string, Task<ClientReport>> _reports = [];
    private readonly SemaphoreSlim _places = new(AtATime);
    private Cluster? _cluster;

    /// <summary>The clients that are there.</summary>
    public IReadOnlyCollection<string> Clients => _reports.Keys;

    public async Task InitializeAsync()
    {
        var suites = await ClientSuite.FindAsync();
        _cluster = await Cluster.StartSimulatedAsync(nodes: suites.Count + 1);
        foreach (var (number, suite) in suites.Index())
        {
            _reports[suite.Name] = RunAsync(suite, $"client-{number}");
        }
    }

    /// <summary>The report of the client whose name begins so, or null when it is not on this machine.</summary>
    internal Task<ClientReport>? Find(string client) => _reports.FirstOrDefault(report => report.Key.StartsWith(client, StringComparison.Ordinal)).Value;

    public async Task DisposeAsync()
    {
        var reports = await Task.WhenAll(_reports.Values);
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_CLIENT_REPORT") is { Length: > 0 } file)
        {
            await File.WriteAllLinesAsync(file, reports.Select(report => report.ToString()));
        }

        await _cluster!.DisposeAsync();
        _places.Dispose();
    }

    private async Task<ClientReport> RunAsync(ClientSuite suite, string ns)
    {
        await _places.WaitAsync();
        try
        {
            return await suite.RunAsync(_cluster!, ns);
        }
        finally
        {
            _places.Release();
        }
    }
}
