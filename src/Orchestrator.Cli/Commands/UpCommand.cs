using System.CommandLine;
using Orchestrator.Cli.Running;

namespace Orchestrator.Cli.Commands;

/// <summary><c>up</c>: control plane and nodes in one process.</summary>
internal static class UpCommand
{
    public static Command Create()
    {
        var detach = new Option<bool>("--detach") { Description = "return when the cluster is ready and leave it running" };
        var data = SharedOptions.Data();
        var listen = SharedOptions.Listen();
        var kubeconfig = SharedOptions.Kubeconfig();
        var store = SharedOptions.Store();
        var runtime = new Option<NodeRuntime>("--runtime") { Description = "what runs the pods", HelpName = "docker|simulated" };
        var nodes = new Option<int>("--nodes") { Description = "how many nodes run here; 0 for the control plane alone", DefaultValueFactory = _ => 1 };
        var flags = new ControlPlaneFlags();
        var command = new Command("up", "Start the control plane and its nodes, and write a kubeconfig.") { detach, data, listen, kubeconfig, store, runtime, nodes };
        flags.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var directory = DataDirectory.At(parsed.GetValue(data));
            var options = new UpOptions(
                directory,
                parsed.GetValue(listen)!,
                parsed.GetValue(kubeconfig)?.FullName ?? directory.Kubeconfig,
                parsed.GetValue(store)!,
                parsed.GetValue(runtime),
                parsed.GetValue(nodes),
                flags.Read(parsed));
            RequirePossible(options);
            return parsed.GetValue(detach) ? DetachAsync(options, cancellationToken) : RunAsync(options, cancellationToken);
        });
        return command;
    }

    private static void RequirePossible(UpOptions options)
    {
        if (options.Nodes < 0)
        {
            throw new CommandException("--nodes must not be negative");
        }

        if (options.Nodes > 1 && options.Runtime == NodeRuntime.Docker)
        {
            throw new CommandException("with Docker this machine is one node; --nodes above 1 needs --runtime simulated");
        }
    }

    private static async Task<int> DetachAsync(UpOptions options, CancellationToken cancellationToken)
    {
        ClusterLock.Take(options.Data).Dispose();
        await DetachedProcess.StartAsync(options.Data, options.ToArguments(), cancellationToken);
        PrintNextSteps(options);
        return 0;
    }

    private static async Task<int> RunAsync(UpOptions options, CancellationToken cancellationToken)
    {
        using var owned = ClusterLock.Take(options.Data);
        var state = RunState.OfThisProcess();
        state.Write(options.Data.RunFile);
        await using var cluster = await LocalCluster.StartAsync(options, cancellationToken);
        (state with { Server = cluster.Server.ToString(), Ready = true }).Write(options.Data.RunFile);
        PrintNextSteps(options);
        await cluster.RunAsync(cancellationToken);
        File.Delete(options.Data.RunFile);
        return 0;
    }

    private static void PrintNextSteps(UpOptions options) => Console.WriteLine($"""
        The cluster is ready.

          export KUBECONFIG={options.Kubeconfig}
          kubectl get nodes
          examples/hello/image.sh && kubectl apply -f examples/hello/deployment.yaml     # a first deployment

        Stop it with: ./orchestrator down --data {options.Data.Path}
        """);
}
