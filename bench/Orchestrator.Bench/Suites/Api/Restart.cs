using System.Runtime.CompilerServices;
using Orchestrator.Bench.Harness;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>The process is killed and started again on all that the suite has written.</summary>
internal static class Restart
{
    public static async IAsyncEnumerable<Measurement> RunAsync(ServerUnderTest server, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await server.RestartAsync(cancellationToken);
        yield return new Measurement($"process start to ready, over {ObjectRequests.Total:N0} objects", 1, server.ReadyAfter, CpuClock.Of(server.ProcessId), Note: server.Resident);
    }
}
