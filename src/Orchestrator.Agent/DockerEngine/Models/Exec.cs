namespace Orchestrator.Agent.DockerEngine;

/// <summary>A command to run in a container.</summary>
internal sealed record ExecConfig
{
    public required IReadOnlyList<string> Cmd { get; init; }

    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    public bool Tty { get; init; }
}

/// <summary>How to start it.</summary>
internal sealed record ExecStart
{
    public bool Detach { get; init; }

    public bool Tty { get; init; }
}

/// <summary>How it went.</summary>
internal sealed record ExecDetails
{
    public bool Running { get; init; }

    public int? ExitCode { get; init; }
}
