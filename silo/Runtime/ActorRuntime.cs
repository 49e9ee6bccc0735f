using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orchestrator.Silo.Runtime;

/// <summary>
/// Hosts the grains, in whichever runtime the project was built with (MSBuild property <c>ActorRuntime</c>): both have these extensions.
/// </summary>
internal static class ActorRuntime
{
    /// <summary>Adds the runtime as a cluster of one silo in this process.</summary>
    public static void Add(IHostApplicationBuilder builder) => builder.UseOrleans(static silo => silo.UseLocalhostClustering());
}
