using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;

namespace Orchestrator.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<DirectoryInfo?> Data() => new("--data") { Description = "the directory that holds the cluster (default: /var/lib/orchestrator for root)", HelpName = "DIR" };

    public static Option<IPEndPoint> Listen() => new("--listen")
    {
        Description = "where the API is served (default: 127.0.0.1:6443)",
        HelpName = "ADDR:PORT",
        CustomParser = ParseEndPoint,
        DefaultValueFactory = _ => new IPEndPoint(IPAddress.Loopback, 6443),
    };

    public static Option<FileInfo?> Kubeconfig() => new("--kubeconfig") { Description = "where to write the administrator's kubeconfig (default: DIR/kubeconfig)", HelpName = "FILE" };

    public static Option<string> Store() => new("--store")
    {
        Description = "sqlite, or a PostgreSQL connection string",
        HelpName = "STORE",
        DefaultValueFactory = _ => "sqlite",
    };

    private static IPEndPoint? ParseEndPoint(ArgumentResult argument)
    {
        if (IPEndPoint.TryParse(argument.Tokens[0].Value, out var endPoint) && endPoint.Port > 0)
        {
            return endPoint;
        }

        argument.AddError($"'{argument.Tokens[0].Value}' is not an address and a port, such as 127.0.0.1:6443");
        return null;
    }
}
