namespace Orchestrator.Agent.Volumes;

/// <summary>A volume cannot be set up; the message goes into the pod's events.</summary>
internal sealed class VolumeException(string message) : Exception(message);
