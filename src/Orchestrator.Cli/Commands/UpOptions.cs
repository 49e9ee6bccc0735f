using System.Globalization;
using System.Net;
using Orchestrator.Cli.Running;

namespace Orchestrator.Cli.Commands;

/// <summary>What <c>up</c> was asked for.</summary>
/// <param name="Data">The cluster's directory.</param>
/// <param name="Listen">Where the API is served.</param>
/// <param name="Kubeconfig">Where the administrator's kubeconfig is written.</param>
/// <param name="Store"><c>sqlite</c> or a PostgreSQL connection string.</param>
/// <param name="Runtime">What runs the pods.</param>
/// <param name="Nodes">How many nodes run in this process.</param>
/// <param name="ControlPlane">How the control plane works.</param>
internal sealed record UpOptions(DataDirectory Data, IPEndPoint Listen, string Kubeconfig, string Store, NodeRuntime Runtime, int Nodes, ControlPlaneOptions ControlPlane)
{
    /// <summary>The same as arguments, for the detached process.</summary>
    public IEnumerable<string> ToArguments() =>
    [
        "up", "--data", Data.Path, "--listen", Listen.ToString(), "--kubeconfig", Kubeconfig, "--store", Store,
        "--runtime", Runtime.ToString().ToLowerInvariant(), "--nodes", Nodes.ToString(CultureInfo.InvariantCulture),
        .. ControlPlane.Arguments,
    ];
}

/// <summary>What runs the pods of a node.</summary>
internal enum NodeRuntime
{
    /// <summary>The Docker engine of this machine.</summary>
    Docker,

    /// <summary>Nothing: pods become Running by a timeline.</summary>
    Simulated,
}
