using System.Text;

namespace Orchestrator.Silo.Pki;

/// <summary>Writes the file by which kubectl and client libraries find the cluster and prove who they are.</summary>
public static class Kubeconfig
{
    /// <summary>Writes a kubeconfig with one cluster, one user and one context, readable by its owner alone.</summary>
    public static void Write(string path, Uri server, string authorityPem, IssuedCertificate client, string name = "orchestrator") =>
        PkiDirectory.WritePrivate(path, Text(server, authorityPem, client, name));

    private static string Text(Uri server, string authorityPem, IssuedCertificate client, string name) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: {name}
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Base64(authorityPem)}
        users:
        - name: {name}-admin
          user:
            client-certificate-data: {Base64(client.CertificatePem)}
            client-key-data: {Base64(client.KeyPem)}
        contexts:
        - name: {name}
          context:
            cluster: {name}
            user: {name}-admin
        current-context: {name}

        """;

    private static string Base64(string pem) => Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
}
