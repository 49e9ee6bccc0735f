using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.Kubectl;

/// <summary>What people who use kubectl see of admission.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlAdmissionTests(SiloFixture silo)
{
    [SkippableFact]
    public async Task A_quota_refuses_with_its_numbers()
    {
        var ns = await silo.NamespaceAsync();
        (await RunAsync("create", "quota", "q", "-n", ns, "--hard=count/configmaps=1")).Code.ShouldBe(0);
        (await RunAsync("create", "configmap", "a", "-n", ns)).Code.ShouldBe(0);

        (await RunAsync("create", "configmap", "b", "-n", ns)).Error.ShouldContain(
            "configmaps \"b\" is forbidden: exceeded quota: q, requested: count/configmaps=1, used: count/configmaps=1, limited: count/configmaps=1");
        (await RunAsync("get", "quota", "q", "-n", ns, "-o", "jsonpath={.status.used}")).Output.ShouldBe("""{"count/configmaps":"1"}""");
    }

    [SkippableFact]
    public async Task The_standards_warn_and_refuse()
    {
        var ns = await silo.NamespaceAsync();
        (await RunAsync("label", "ns", ns, "pod-security.kubernetes.io/enforce=baseline")).Code.ShouldBe(0);

        (await RunAsync("run", "p", "-n", ns, "--image=i", "--privileged")).Error.ShouldContain(
            "pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": privileged (container \"p\" must not set securityContext.privileged=true)");
        (await RunAsync("create", "deployment", "d", "-n", ns, "--image=i")).Error.ShouldBeEmpty();
        (await RunAsync("patch", "deployment", "d", "-n", ns, "-p", """{"spec":{"template":{"spec":{"hostNetwork":true}}}}""")).Error.ShouldContain(
            "Warning: would violate PodSecurity \"baseline:latest\": host namespaces (hostNetwork=true)");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not installed");
        return await new KubectlCommand(silo, KubectlCommand.Installed[0]).RunAsync(null, arguments);
    }
}
