namespace Orchestrator.Api.Kinds;

/// <summary>A subresource of a kind, such as <c>status</c> or <c>scale</c>.</summary>
/// <param name="Name">Its name in the path.</param>
/// <param name="Group">The group of the kind that it speaks.</param>
/// <param name="Version">The version of the kind that it speaks.</param>
/// <param name="Kind">The kind that it speaks: the resource's own, or another (Scale, Eviction, PodExecOptions).</param>
/// <param name="Verbs">What clients may do, sorted.</param>
public sealed record SubresourceDescriptor(string Name, string Group, string Version, string Kind, IReadOnlyList<string> Verbs);
