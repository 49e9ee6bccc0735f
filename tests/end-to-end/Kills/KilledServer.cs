using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orchestrator.Client;
using Orchestrator.Client.Kubeconfigs;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Kills;

/// <summary>The real executable with simulated nodes, in the foreground of a process of its own: killed and started again as often as a test likes.</summary>
internal sealed class KilledServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-kills-").FullName;
    private readonly IPEndPoint _endPoint = new(IPAddress.Loopback, FreePort());
    private readonly HttpClient _http = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } });
    private readonly Queue<string> _said = new();
    private Process? _process;

    /// <summary>Its last words, for the message of a test that fails.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return string.Join('\n', _said);
            }
        }
    }

    /// <summary>Starts the process, on the data that are there.</summary>
    public void Start()
    {
        var start = new ProcessStartInfo(Cluster.Executable, ["up", "--data", _data, "--listen", $"{_endPoint}", "--kubeconfig", KubeconfigFile, "--runtime", "simulated", "--nodes", "10"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Completes when it serves.</summary>
    public async Task ReadyAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await IsReadyAsync())
        {
            if (_process!.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"the server did not come up again: {Said}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Kills it as a power failure would (SIGKILL).</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>A client of the administrator.</summary>
    public KubeClient Client() => new(Credentials());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _http.Dispose();
        Directory.Delete(_data, recursive: true);
    }

    private string KubeconfigFile => Path.Combine(_data, "kubeconfig");

    private KubeCredentials Credentials() => Kubeconfig.Load(KubeconfigFile);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri($"https://{_endPoint}/readyz"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException)
        {
            return false; // not listening yet, or killed between the connection and the request
        }
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.Enqueue(line ?? "");
            if (_said.Count > 40)
            {
                _said.Dequeue();
            }
        }
    }
}
