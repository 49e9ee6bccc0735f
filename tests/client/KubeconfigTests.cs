using Orchestrator.Client.Kubeconfigs;

namespace Orchestrator.Client.Tests;

/// <summary>The file by which kubectl finds a cluster.</summary>
public sealed class KubeconfigTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("kubeconfig-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_current_context_names_server_user_and_namespace()
    {
        var credentials = Load(context: null);

        credentials.Server.ShouldBe(new Uri("https://one.example:6443"));
        credentials.Token.ShouldBe("secret");
        credentials.Namespace.ShouldBe("team");
        credentials.SkipVerification.ShouldBeTrue();
    }

    [Fact]
    public void A_token_may_stand_in_a_file_beside_it()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "token"), "from a file\n");

        var credentials = Load(context: "two");

        (credentials.Server, credentials.Token, credentials.Namespace).ShouldBe((new Uri("https://two.example"), "from a file", "default"));
    }

    [Fact]
    public void A_context_that_is_not_there_is_named() =>
        Should.Throw<InvalidDataException>(() => Load(context: "three")).Message.ShouldBe("the kubeconfig has no context \"three\"");

    private Client.KubeCredentials Load(string? context)
    {
        var path = Path.Combine(_folder.FullName, "config");
        File.WriteAllText(path, """
            apiVersion: v1
            kind: Config
            current-context: one
            contexts:
            - name: one
              context: {cluster: first, user: admin, namespace: team}
            - name: two
              context: {cluster: second, user: filed}
            clusters:
            - name: first
              cluster: {server: "https://one.example:6443", insecure-skip-tls-verify: true}
            - name: second
              cluster: {server: "https://two.example"}
            users:
            - name: admin
              user: {token: secret}
            - name: filed
              user: {tokenFile: token}
            """);
        return Kubeconfig.Load(path, context);
    }
}
