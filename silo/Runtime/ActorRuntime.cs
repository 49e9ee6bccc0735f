using System.Net;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orchestrator.Silo.Runtime;

/// <summary>
/// Hosts the grains, in whichever runtime the project was built with (MSBuild property <c>ActorRuntime</c>): both have these extensions.
/// </summary>
internal static class ActorRuntime
{
    /// <summary>
    /// How long a grain stays in memory that nobody calls. An object's grain is made again from one read of the ledger, so the memory that a burst of
    /// writes took comes back soon. Grains that wait for something say so themselves.
    /// </summary>
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    /// <summary>How often the idle ones are looked for.</summary>
    private static readonly TimeSpan IdleCheck = TimeSpan.FromSeconds(20);

    /// <summary>Adds the runtime as a cluster of one silo in this process.</summary>
    public static void Add(IHostApplicationBuilder builder) => builder.UseOrleans(static silo =>
    {
        silo.UseLocalhostClustering(gatewayPort: 0);

        // Orleans listens for other silos. There are none, so any free port does, and clusters on one machine do not meet.
        silo.Configure<EndpointOptions>(static endpoint => endpoint.SiloListeningEndpoint = new IPEndPoint(IPAddress.Loopback, 0));
        silo.Configure<GrainCollectionOptions>(static collection =>
        {
            collection.CollectionAge = IdleTime;
            collection.CollectionQuantum = IdleCheck;
        });
    });
}
