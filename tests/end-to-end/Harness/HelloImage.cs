namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>The example's images, hello:1 and hello:2, made once for all tests.</summary>
internal static class HelloImage
{
    private static readonly Lazy<Task> Made = new(MakeAsync);

    public static Task EnsureAsync() => Made.Value;

    private static async Task MakeAsync()
    {
        var present = await CommandLine.RunAsync("docker", ["image", "inspect", "hello:1", "hello:2"]);
        if (present.ExitCode != 0)
        {
            (await CommandLine.RunAsync("bash", [Path.Combine(RepositoryRoot.Path, "examples/hello/image.sh")])).Succeeded();
        }
    }
}
