using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Bench.Baselines;
using Orchestrator.Bench.Harness;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Suites.Api;

/// <summary>What the web server alone can do: it answers the size of an object from memory.</summary>
internal static class EchoBaseline
{
    /// <summary>The measurement's name, for those that compare with it.</summary>
    public const string Name = "bare Kestrel echo, 1 KiB";

    public static async Task<Measurement> MeasureAsync(CancellationToken cancellationToken)
    {
        var endPoint = new IPEndPoint(IPAddress.Loopback, ChildProcess.FreePort());
        await using var echo = ChildProcess.Start(Environment.ProcessPath!, KestrelEcho.Command, endPoint.Port.ToString(CultureInfo.InvariantCulture));
        await echo.WaitUntilAsync(token => AcceptsAsync(endPoint, token), cancellationToken);
        var load = new LoadGenerator(new LoadTarget(endPoint, null, null), echo.Id);
        await load.MeasureAsync("warm-up", 50_000, ApiRequests.InFlight, 200, _ => new LoadRequest("GET", "/"), cancellationToken: cancellationToken);
        return await load.MeasureAsync(Name, 150_000, ApiRequests.InFlight, 200, _ => new LoadRequest("GET", "/"), cancellationToken: cancellationToken);
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false; // not listening yet
        }
    }
}
