namespace Orchestrator.Grains.ServiceAccounts;

/// <summary>The certificate by which pods know the API server.</summary>
/// <param name="Pem">The certificate, PEM; empty where none is to be published.</param>
public sealed record ClusterAuthority(string Pem);
