using System.Net;
using System.Text;
using Orchestrator.Api.Models.Core.V1;
using Orchestrator.Api.Models.Meta.V1;
using Orchestrator.Api.Models.Rbac.V1;
using Orchestrator.Api.Objects;
using Orchestrator.Silo.Hosting;
using Orchestrator.Silo.KubernetesService;
using Orchestrator.Silo.Pki;
using Orchestrator.Silo.SystemObjects;

namespace Orchestrator.Silo.ClusterInfo;

/// <summary>
/// The config map <c>cluster-info</c>, by which a machine that has only a bootstrap token finds the cluster's address and authority, and the role by which anybody may
/// read it: as <c>kubeadm init</c> makes them.
/// </summary>
internal sealed class ClusterInfoObjects(SiloOptions options, SiloEndpoint endpoint, ClusterPki pki)
{
    private const string Namespace = "kube-public";
    private const string Name = "cluster-info";
    private const string RoleName = "kubeadm:bootstrap-signer-clusterinfo";
    private const string RbacGroup = "rbac.authorization.k8s.io";

    /// <summary>The config map's key.</summary>
    public static ObjectKey InfoKey { get; } = new("", "configmaps", Namespace, Name);

    /// <summary>Who may read it.</summary>
    public IReadOnlyList<SystemObject> Access { get; } =
    [
        new(
            new ObjectKey(RbacGroup, "roles", Namespace, RoleName),
            static () => new Role { Metadata = Named(RoleName), Rules = [new PolicyRule { Verbs = ["get"], ApiGroups = [""], Resources = ["configmaps"], ResourceNames = [Name] }] }),
        new(
            new ObjectKey(RbacGroup, "rolebindings", Namespace, RoleName),
            static () => new RoleBinding
            {
                Metadata = Named(RoleName),
                RoleRef = new RoleRef { ApiGroup = RbacGroup, Kind = "Role", Name = RoleName },
                Subjects = [new Subject { ApiGroup = RbacGroup, Kind = "User", Name = "system:anonymous" }],
            }),
    ];

    /// <summary>The config map.</summary>
    public SystemObject Info => new(InfoKey, () => new ConfigMap { Metadata = Named(Name), Data = new() { ["kubeconfig"] = Kubeconfig(Address(), pki.AuthorityPem) } });

    private static ObjectMeta Named(string name) => new() { Name = name, Namespace = Namespace };

    /// <summary>The address by which others reach the server; a server that listens to nobody else says its own.</summary>
    private Uri Address()
    {
        var listen = options.Listen.Address;
        var listensToAll = listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any);
        return listensToAll && AdvertisedAddress.Of(options) is { } address ? new UriBuilder(endpoint.Address) { Host = address.ToString() }.Uri : endpoint.Address;
    }

    private static string Kubeconfig(Uri server, string authorityPem) => $$"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}}
            server: {{server.GetLeftPart(UriPartial.Authority)}}
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        preferences: {}
        users: null

        """;
}
