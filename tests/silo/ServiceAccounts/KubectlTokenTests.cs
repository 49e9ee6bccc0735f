using Orchestrator.Silo.Tests.OpenApi;
using Orchestrator.Silo.Tests.Support;

namespace Orchestrator.Silo.Tests.ServiceAccounts;

/// <summary><c>kubectl create token</c> with all its flags, and kubectl with what it made.</summary>
[Collection(SiloCollection.Name)]
public sealed class KubectlTokenTests(SiloFixture silo)
{
    [SkippableFact]
    public async Task Every_version_creates_tokens()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        var ns = await silo.WithRobotAsync();
        foreach (var kubectl in KubectlCommand.Installed)
        {
            var token = await RunAsync(kubectl, "-n", ns, "create", "token", "robot");
            (await silo.CodeOfAsync(token)).ShouldBe(200, kubectl);
        }
    }

    [SkippableFact]
    public async Task Its_flags_are_honoured()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        var kubectl = KubectlCommand.Installed[0];
        var ns = await silo.WithRobotAsync();
        var uid = await silo.MakeAsync($"namespaces/{ns}/secrets", """{"metadata":{"name":"s"}}""");
        var claims = Accounts.Part(
            await RunAsync(
                kubectl, "-n", ns, "create", "token", "robot", "--duration=20m", "--audience=a", "--audience=b",
                "--bound-object-kind=Secret", "--bound-object-name=s", $"--bound-object-uid={uid}"),
            1);
        claims.GetProperty("aud").EnumerateArray().Select(audience => audience.GetString()).ShouldBe(["a", "b"]);
        (claims.GetProperty("exp").GetInt64() - claims.GetProperty("iat").GetInt64()).ShouldBe(1200);
        claims.GetProperty("kubernetes.io").GetProperty("secret").GetProperty("uid").GetString().ShouldBe(uid);

        (await RunAsync(kubectl, "-n", ns, "create", "token", "robot", "-o", "jsonpath={.kind} {.spec.expirationSeconds}")).ShouldBe("TokenRequest 3600");
        var (code, _, error) = await new KubectlCommand(silo, kubectl).RunAsync(null, "-n", ns, "create", "token", "nobody");
        code.ShouldBe(1);
        error.ShouldBe("error: failed to create token: serviceaccounts \"nobody\" not found");
        (_, _, error) = await new KubectlCommand(silo, kubectl).RunAsync(null, "-n", ns, "create", "token", "robot", "--duration=1m");
        error.ShouldContain("spec.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes");
    }

    [SkippableFact]
    public async Task Who_has_a_token_is_the_account_and_may_what_its_roles_say()
    {
        Skip.If(KubectlCommand.Installed.Count == 0, "kubectl is not on PATH");
        var kubectl = KubectlCommand.Installed[0];
        var ns = await silo.WithRobotAsync();
        var kubeconfig = Path.Combine(silo.Options.DataDirectory, $"{ns}.kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, $"""
            apiVersion: v1
            kind: Config
            clusters: [{"{"} name: c, cluster: {"{"} server: "{silo.Address}", certificate-authority-data: {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(silo.Pki.AuthorityPem))} {"}"} {"}"}]
            users: [{"{"} name: u, user: {"{"} token: {await silo.TokenAsync(ns)} {"}"} {"}"}]
            contexts: [{"{"} name: x, context: {"{"} cluster: c, user: u, namespace: {ns} {"}"} {"}"}]
            current-context: x
            """);
        (await RunAsync(kubectl, "--kubeconfig", kubeconfig, "auth", "whoami", "-o", "jsonpath={.status.userInfo.username}")).ShouldBe($"system:serviceaccount:{ns}:robot");
        var (code, _, error) = await new KubectlCommand(silo, kubectl).RunAsync(null, "--kubeconfig", kubeconfig, "get", "configmaps");
        code.ShouldBe(1);
        error.ShouldContain($"User \"system:serviceaccount:{ns}:robot\" cannot list resource \"configmaps\"");
        await RunAsync(kubectl, "-n", ns, "create", "rolebinding", "viewers", "--clusterrole=view", $"--serviceaccount={ns}:robot");
        await RunAsync(kubectl, "--kubeconfig", kubeconfig, "get", "configmaps");
    }

    private async Task<string> RunAsync(string kubectl, params string[] arguments)
    {
        var (code, output, error) = await new KubectlCommand(silo, kubectl).RunAsync(null, arguments);
        code.ShouldBe(0, $"{kubectl}: {error}");
        return output;
    }
}
