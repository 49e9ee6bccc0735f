using System.Net;
using System.Security.Cryptography.X509Certificates;
using Orchestrator.Silo.Pki;

namespace Orchestrator.Silo.Tests.Pki;

public sealed class ClusterPkiTests : IDisposable
{
    private static readonly IPAddress Service = IPAddress.Parse("10.96.0.1");
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pki-tests-");

    [Fact]
    public void Certificates_are_made_once_and_found_again()
    {
        using var first = Open(IPAddress.Loopback);
        using var second = Open(IPAddress.Loopback);
        second.AuthorityPem.ShouldBe(first.AuthorityPem);
        second.Admin.ShouldBe(first.Admin);
        second.Serving.Thumbprint.ShouldBe(first.Serving.Thumbprint);
    }

    [Fact]
    public void The_serving_certificate_is_made_anew_for_a_new_address()
    {
        using var first = Open(IPAddress.Loopback);
        using var second = Open(IPAddress.Parse("192.0.2.7"));
        second.Serving.Thumbprint.ShouldNotBe(first.Serving.Thumbprint);
        second.Serving.MatchesHostname("192.0.2.7", allowWildcards: false).ShouldBeTrue();
        second.Serving.MatchesHostname("kubernetes.default.svc", allowWildcards: false).ShouldBeTrue();
    }

    [SkippableFact]
    public void Private_keys_are_for_their_owner_alone()
    {
        Skip.If(OperatingSystem.IsWindows(), "file modes are of Unix");
        using var pki = Open(IPAddress.Loopback);
        foreach (var name in (string[])["ca.key", "apiserver.key", "admin.key"])
        {
            Mode(name).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_node_is_a_user_of_the_nodes_group()
    {
        using var pki = Open(IPAddress.Loopback);
        using var certificate = X509Certificate2.CreateFromPem(pki.IssueNode("n1").CertificatePem);
        certificate.Subject.ShouldContain("CN=system:node:n1");
        certificate.Subject.ShouldContain("O=system:nodes");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private ClusterPki Open(IPAddress listen) => ClusterPki.Open(_directory.FullName, listen, Service, TimeProvider.System);

    private UnixFileMode? Mode(string name) => OperatingSystem.IsWindows() ? null : File.GetUnixFileMode(Path.Combine(_directory.FullName, name));
}
