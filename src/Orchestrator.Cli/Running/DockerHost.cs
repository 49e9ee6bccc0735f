namespace Orchestrator.Cli.Running;

/// <summary>Where the Docker engine listens: <c>DOCKER_HOST</c>, as for docker itself, or its usual socket.</summary>
internal static class DockerHost
{
    private const string Scheme = "unix://";
    private const string DefaultSocket = "/var/run/docker.sock";

    /// <summary>The path of the engine's socket.</summary>
    /// <exception cref="CommandException"><c>DOCKER_HOST</c> names an engine that is not on this machine.</exception>
    public static string Socket()
    {
        var host = Environment.GetEnvironmentVariable("DOCKER_HOST");
        if (string.IsNullOrEmpty(host))
        {
            return DefaultSocket;
        }

        return host.StartsWith(Scheme, StringComparison.Ordinal)
            ? host[Scheme.Length..]
            : throw new CommandException($"DOCKER_HOST is {host}: a node needs an engine on its own machine, at unix://PATH");
    }
}
