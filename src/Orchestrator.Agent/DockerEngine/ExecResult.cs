namespace Orchestrator.Agent.DockerEngine;

/// <summary>How a command ended.</summary>
internal readonly record struct ExecResult(int ExitCode, string Output);
