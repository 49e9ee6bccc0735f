namespace Orchestrator.Silo.Health;

/// <summary>One named check.</summary>
/// <param name="Name">Its name, a part of the path <c>/readyz/NAME</c>.</param>
/// <param name="Check">Whether all is well now; reads memory only.</param>
/// <param name="OnlyReadiness">Whether failing it means "send no requests here" alone, and not "restart me" (<c>/livez</c>).</param>
internal sealed record HealthCheck(string Name, Func<bool> Check, bool OnlyReadiness = false);
