namespace Orchestrator.Api.Apply;

/// <summary>An applied configuration that does not keep to the kind's schema; the message says where, as a real server words it.</summary>
public sealed class ApplyException(string message) : Exception(message);
