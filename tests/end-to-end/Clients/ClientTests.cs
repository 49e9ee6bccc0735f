namespace Orchestrator.EndToEnd.Tests.Clients;

/// <summary>Real clients, unmodified, do with the orchestrator what people do with a Kubernetes cluster. Each check of their suites must succeed.</summary>
public sealed class ClientTests(ClientRuns runs) : IClassFixture<ClientRuns>
{
    // how many checks each suite has: a suite that ends early fails
    private const int KubectlChecks = 19;

    [SkippableTheory]
    [InlineData("kubectl 1.27", KubectlChecks)]
    [InlineData("kubectl 1.28", KubectlChecks)]
    [InlineData("kubectl 1.29", KubectlChecks)]
    [InlineData("kubectl 1.30", KubectlChecks)]
    [InlineData("kubectl 1.31", KubectlChecks)]
    [InlineData("kubectl 1.32", KubectlChecks)]
    [InlineData("kubectl 1.33", KubectlChecks)]
    [InlineData("kubectl 1.35", KubectlChecks)]
    [InlineData("helm 4", 9)]
    [InlineData("python3-kubernetes", 13)]
    [InlineData("@kubernetes/client-node", 10)]
    public async Task Works(string client, int checks)
    {
        var running = runs.Find(client);
        Skip.If(running is null, $"{client} is not on this machine; there are: {string.Join(", ", runs.Clients)}");
        var report = await running!;
        report.Failed.ShouldBeEmpty($"{report.Output}\n{report.Errors}");
        report.Passed.Count.ShouldBe(checks, $"{report.Output}\n{report.Errors}");
    }
}
