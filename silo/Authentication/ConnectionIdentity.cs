namespace Orchestrator.Silo.Authentication;

/// <summary>What the client certificate of a connection says, verified once when the connection is made; a feature of the connection.</summary>
internal sealed record ConnectionIdentity(AuthenticationResult Result);
