namespace Orchestrator.Silo.Writes;

/// <summary>An object as a client sent it, decoded to JSON.</summary>
/// <param name="Json">The object.</param>
/// <param name="Header">What the server itself looks at.</param>
internal readonly record struct SentObject(byte[] Json, ObjectHeader Header);
