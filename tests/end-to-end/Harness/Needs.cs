namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>What a test needs of the machine; a test whose part is missing is skipped and says so.</summary>
internal static class Needs
{
    /// <summary>The real kubectl.</summary>
    public static void Kubectl() => Skip.If(CommandLine.Find("kubectl") is null, "kubectl is not on PATH");

    /// <summary>A Docker engine that answers, and the image that the tests run.</summary>
    public static async Task DockerAsync()
    {
        Skip.If(CommandLine.Find("docker") is null, "docker is not on PATH");
        var info = await CommandLine.RunAsync("docker", ["info", "--format", "{{.ServerVersion}}"]);
        Skip.IfNot(info.ExitCode == 0, "no Docker engine answers");
        Skip.If(CommandLine.Find("busybox") is null, "busybox-static is not installed");
        await HelloImage.EnsureAsync();
    }
}
