namespace Orchestrator.Silo.Authentication;

/// <summary>What the client certificate of a connection says, verified once when the connection is made; a feature of the connection.</summary>
/// <param name="Result">The user, or that the certificate does not hold.</param>
/// <param name="Expires">When the certificate ends, UTC.</param>
internal sealed record ConnectionIdentity(AuthenticationResult Result, DateTime Expires);
