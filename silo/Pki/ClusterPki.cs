using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Silo.Pki;

/// <summary>
/// The cluster's certificates, made at first start and kept in <c>DATA/pki</c>: <c>ca</c>, <c>apiserver</c> (serving) and <c>admin</c> (client),
/// each a <c>.crt</c> and a <c>.key</c>. Leaf certificates are made anew when they near their end or no longer carry this machine's addresses.
/// </summary>
public sealed class ClusterPki : IDisposable
{
    /// <summary>The group of agents that stand for many nodes.</summary>
    public const string NodeHosts = "agents.orchestrator.io:node-hosts";

    private const string AdminUser = "kubernetes-admin";
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);
    private readonly CertificateAuthority _authority;

    private ClusterPki(CertificateAuthority authority, X509Certificate2 serving, IssuedCertificate admin)
    {
        _authority = authority;
        AuthorityPem = authority.Certificate.ExportCertificatePem();
        Serving = serving;
        Admin = admin;
    }

    /// <summary>The authority's certificate, which clients trust.</summary>
    public string AuthorityPem { get; }

    /// <summary>The authority's certificate, against which client certificates are verified.</summary>
    public X509Certificate2 Authority => _authority.Certificate;

    /// <summary>The serving certificate with its key.</summary>
    public X509Certificate2 Serving { get; }

    /// <summary>The administrator's client certificate, of the group <c>system:masters</c>.</summary>
    public IssuedCertificate Admin { get; }

    /// <summary>Reads the certificates in a directory and makes those that are missing or due.</summary>
    public static ClusterPki Open(string directory, IPAddress listen, IPAddress service, TimeProvider time)
    {
        var files = new PkiDirectory(directory);
        var authority = new CertificateAuthority(files.Read("ca") ?? files.Write("ca", CertificateAuthority.Create("kubernetes", time)), time);
        var addresses = ServingNames.Addresses(listen, service);
        var serving = Usable(files.Read("apiserver"), authority, addresses, time)
            ?? files.Write("apiserver", authority.IssueServing(ServingNames.Names(), addresses));
        var admin = Usable(files.Read("admin"), authority, [], time)
            ?? files.Write("admin", authority.IssueClient(AdminUser, ["system:masters"]));
        return new ClusterPki(authority, serving.ToX509(), admin);
    }

    /// <summary>Issues a client certificate, for a node's agent for instance (user <c>system:node:NAME</c>, group <c>system:nodes</c>).</summary>
    public IssuedCertificate IssueClient(string user, params IReadOnlyList<string> groups) => _authority.IssueClient(user, groups);

    /// <summary>Issues the client certificate of a node's agent.</summary>
    public IssuedCertificate IssueNode(string nodeName) => IssueClient($"system:node:{nodeName}", "system:nodes");

    /// <summary>Issues the client certificate of an agent that stands for many nodes: a process of simulated ones.</summary>
    public IssuedCertificate IssueNodeHost(string name) => IssueClient($"agents.orchestrator.io:node-host:{name}", NodeHosts);

    /// <inheritdoc/>
    public void Dispose()
    {
        Serving.Dispose();
        _authority.Dispose();
    }

    private static IssuedCertificate? Usable(
        IssuedCertificate? issued, CertificateAuthority authority, IEnumerable<IPAddress> addresses, TimeProvider time)
    {
        if (issued is null)
        {
            return null;
        }

        using var certificate = X509Certificate2.CreateFromPem(issued.CertificatePem);
        var usable = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime > RenewBefore
            && certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.Certificate.SubjectName.RawData)
            && addresses.All(address => certificate.MatchesHostname(address.ToString(), allowWildcards: false, allowCommonName: false));
        return usable ? issued : null;
    }
}
