using System.Text.Json.Serialization;

namespace Orchestrator.Agent.DockerEngine;

/// <summary>The serializers of everything that goes over the daemon's socket, made at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ErrorReply))]
[JsonSerializable(typeof(CreatedReply))]
[JsonSerializable(typeof(WaitReply))]
[JsonSerializable(typeof(ProgressMessage))]
[JsonSerializable(typeof(DaemonInfo))]
[JsonSerializable(typeof(DaemonEvent))]
[JsonSerializable(typeof(ContainerConfig))]
[JsonSerializable(typeof(ContainerSummary[]))]
[JsonSerializable(typeof(ContainerDetails))]
[JsonSerializable(typeof(ImageDetails))]
[JsonSerializable(typeof(NetworkConfig))]
[JsonSerializable(typeof(NetworkDetails[]))]
[JsonSerializable(typeof(VolumeConfig))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(ExecConfig))]
[JsonSerializable(typeof(ExecStart))]
[JsonSerializable(typeof(ExecDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
internal sealed partial class DockerJson : JsonSerializerContext;
