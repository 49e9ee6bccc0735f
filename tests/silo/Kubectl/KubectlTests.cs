using System.Diagnostics;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Kubectl;

/// <summary>What the real kubectl makes of the server.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlTests(SiloFixture silo)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task It_finds_the_resources()
    {
        var resources = await RunAsync("api-resources", "--no-headers");
        resources.ShouldContain("pods ");
        resources.ShouldContain("deployments ");
    }

    [SkippableFact]
    public async Task It_creates_shows_labels_and_deletes()
    {
        var ns = await silo.NamespaceAsync();
        (await RunAsync("-n", ns, "create", "configmap", "a", "--from-literal=k=v")).Trim().ShouldBe("configmap/a created");
        (await RunAsync("-n", ns, "get", "cm", "a", "-o", "jsonpath={.data.k}")).ShouldBe("v");
        (await RunAsync("-n", ns, "label", "cm", "a", "x=y")).Trim().ShouldBe("configmap/a labeled");
        (await RunAsync("-n", ns, "get", "cm", "-l", "x=y", "-o", "name")).Trim().ShouldBe("configmap/a");
        (await RunAsync("-n", ns, "get", "cm")).ShouldStartWith("NAME");
        (await RunAsync("-n", ns, "delete", "cm", "a")).Trim().ShouldStartWith("configmap \"a\" deleted");
    }

    [SkippableFact]
    public async Task It_applies_twice_and_the_second_time_nothing_changes()
    {
        var ns = await silo.NamespaceAsync();
        var file = Path.Combine(silo.Options.DataDirectory, "apply.yaml");
        await File.WriteAllTextAsync(file, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: applied\ndata:\n  k: v\n");
        (await RunAsync("-n", ns, "apply", "-f", file)).Trim().ShouldBe("configmap/applied created");
        (await RunAsync("-n", ns, "apply", "-f", file)).Trim().ShouldBe("configmap/applied unchanged");
    }

    [SkippableFact]
    public async Task It_scales_a_deployment()
    {
        var ns = await silo.NamespaceAsync();
        (await RunAsync("-n", ns, "create", "deployment", "web", "--image=example:1")).Trim().ShouldBe("deployment.apps/web created");
        (await RunAsync("-n", ns, "scale", "deployment", "web", "--replicas=3")).Trim().ShouldBe("deployment.apps/web scaled");
        (await RunAsync("-n", ns, "get", "deployment", "web", "-o", "jsonpath={.spec.replicas}")).ShouldBe("3");
        (await RunAsync("-n", ns, "get", "deployment", "web", "--subresource=scale", "-o", "jsonpath={.kind} {.spec.replicas}")).ShouldBe("Scale 3");
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        Skip.IfNot(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(directory => File.Exists(Path.Combine(directory, "kubectl"))), "kubectl is not on PATH");
        var start = new ProcessStartInfo("kubectl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["KUBECONFIG"] = silo.Kubeconfig;
        start.Environment["HOME"] = silo.Options.DataDirectory;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}
