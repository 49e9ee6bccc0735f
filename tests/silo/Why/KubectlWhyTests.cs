using System.Diagnostics;
using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Why;

/// <summary>What the real kubectl makes of the group.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlWhyTests(SiloFixture silo)
{
    [SkippableFact]
    public async Task Every_version_asks_and_takes_the_resources_of_the_group_for_no_others()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        var ns = await GatedPodAsync();
        foreach (var kubectl in KubectlCommand.Installed)
        {
            var command = new KubectlCommand(silo, kubectl);
            var (code, output, error) = await command.RunAsync(null, "get", "--raw", $"/apis/why.orchestrator.io/v1/namespaces/{ns}/pods/gated/why");
            code.ShouldBe(0, error);
            output.ShouldContain("\"kind\":\"Why\"");
            (await command.RunAsync(null, "-n", ns, "get", "pods", "-o", "name")).Output.ShouldBe("pod/gated", "pods are pods of the core group");
            (code, output, _) = await command.RunAsync(null, "api-resources", "--api-group=why.orchestrator.io", "--no-headers");
            (code, output).ShouldBe((0, ""));
            (await command.RunAsync(null, "auth", "can-i", "get", "pods.why.orchestrator.io", "--subresource=why")).Output.ShouldBe("yes");
        }
    }

    [SkippableFact]
    public async Task The_plugin_finds_kinds_by_short_names()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        var ns = await GatedPodAsync();
        (await PluginAsync("-n", ns, "po", "gated")).ShouldStartWith("Pod/gated: it is not to be scheduled while it has the gates example.com/wait");
        (await PluginAsync("ns/" + ns)).ShouldStartWith($"Namespace/{ns}: nothing blocks Namespace/{ns}");
    }

    private async Task<string> GatedPodAsync()
    {
        var ns = await silo.NamespaceAsync();
        (await silo.Api.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", """{"metadata":{"name":"default"}}""")).Code.ShouldBeOneOf(201, 409);
        (await silo.Api.PostAsync(
            $"/api/v1/namespaces/{ns}/pods", """{"metadata":{"name":"gated"},"spec":{"schedulingGates":[{"name":"example.com/wait"}],"containers":[{"name":"c","image":"i"}]}}""")).ShouldBe(201);
        return ns;
    }

    private async Task<string> PluginAsync(params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Orchestrator.sln")))
        {
            root = root.Parent;
        }

        var start = new ProcessStartInfo(Path.Combine(root.FullName, "examples", "why", "kubectl-why"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["KUBECONFIG"] = silo.Kubeconfig;
        start.Environment["HOME"] = silo.Options.DataDirectory;
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await error);
        return output;
    }
}
