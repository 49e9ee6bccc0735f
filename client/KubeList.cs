namespace Orchestrator.Client;

/// <summary>A list of objects as it was at one revision.</summary>
/// <param name="Items">The objects.</param>
/// <param name="ResourceVersion">The revision; a watch from here misses nothing.</param>
/// <param name="Continue">Where the list goes on, if it was limited.</param>
public sealed record KubeList<T>(IReadOnlyList<T> Items, string ResourceVersion, string? Continue);
