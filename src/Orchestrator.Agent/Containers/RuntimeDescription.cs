namespace Orchestrator.Agent.Containers;

/// <summary>What a runtime says about itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="OperatingSystem">As in <c>nodeInfo.osImage</c>.</param>
/// <param name="KernelVersion">As in <c>nodeInfo.kernelVersion</c>.</param>
/// <param name="RootDirectory">Where it keeps images and containers.</param>
/// <param name="PodCidr">The addresses that pods get.</param>
internal sealed record RuntimeDescription(string Version, string OperatingSystem, string KernelVersion, string RootDirectory, string? PodCidr);
