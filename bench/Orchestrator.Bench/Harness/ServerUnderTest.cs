using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Orchestrator.Bench.Load;

namespace Orchestrator.Bench.Harness;

/// <summary>The orchestrator with simulated nodes in a process of its own, on an SQLite file in a temporary directory.</summary>
public sealed partial class ServerUnderTest : IAsyncDisposable
{
    private readonly string _directory;
    private readonly int _nodes;
    private ChildProcess _process;

    private ServerUnderTest(ChildProcess process, string directory, int nodes, LoadTarget target, TimeSpan readyAfter)
    {
        _process = process;
        _directory = directory;
        _nodes = nodes;
        Target = target;
        ReadyAfter = readyAfter;
    }

    /// <summary>The server's address and the administrator's certificate.</summary>
    public LoadTarget Target { get; }

    /// <summary>From the start of the process to an answer from <c>/readyz</c>.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>The server's process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Its resident memory, for a note.</summary>
    public string Resident => $"{CpuClock.ResidentBytes(ProcessId) / 1024 / 1024} MiB resident";

    /// <summary>A load generator for this server.</summary>
    public LoadGenerator Load => new(Target, ProcessId);

    /// <summary>Starts the executable that the environment variable ORCHESTRATOR names.</summary>
    public static async Task<ServerUnderTest> StartAsync(int nodes, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("orchestrator-bench-").FullName;
        var endPoint = new IPEndPoint(IPAddress.Loopback, ChildProcess.FreePort());
        var (process, ready) = await LaunchAsync(directory, endPoint, nodes, cancellationToken);
        return new ServerUnderTest(process, directory, nodes, ReadTarget(endPoint, await File.ReadAllTextAsync(KubeconfigIn(directory), cancellationToken)), ready);
    }

    /// <summary>A general client of the administrator, for what is not measured.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true, ClientCertificates = [Target.ClientCertificate!] },
    })
    {
        BaseAddress = new Uri($"https://{Target.EndPoint}/"),
    };

    /// <summary>One write that is to be answered with <paramref name="expected"/>.</summary>
    public Task<Measurement> WriteAsync(int expected, LoadRequest request, CancellationToken cancellationToken) =>
        new LoadGenerator(Target, ProcessId, connections: 1).MeasureAsync("one write", 1, 1, expected, _ => request, cancellationToken: cancellationToken);

    /// <summary>Kills the process and starts it again on the same data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        (_process, ReadyAfter) = await LaunchAsync(_directory, Target.EndPoint, _nodes, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static async Task<(ChildProcess Process, TimeSpan Ready)> LaunchAsync(string directory, IPEndPoint endPoint, int nodes, CancellationToken cancellationToken)
    {
        var executable = Environment.GetEnvironmentVariable("ORCHESTRATOR")
            ?? throw new InvalidOperationException("ORCHESTRATOR does not name the executable to measure: run ./orchestrator bench");
        var clock = new Stopclock();
        var process = ChildProcess.Start(
            executable, "up", "--data", directory, "--listen", endPoint.ToString(), "--kubeconfig", KubeconfigIn(directory),
            "--runtime", "simulated", "--nodes", nodes.ToString(CultureInfo.InvariantCulture));
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true } });
        await process.WaitUntilAsync(token => IsReadyAsync(http, endPoint, token), cancellationToken);
        return (process, clock.Stop("ready", 1).Elapsed);
    }

    private static string KubeconfigIn(string directory) => Path.Combine(directory, "kubeconfig");

    private static async Task<bool> IsReadyAsync(HttpClient http, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"https://{endPoint}/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            return false; // not listening yet
        }
    }

    private static LoadTarget ReadTarget(IPEndPoint endPoint, string kubeconfig)
    {
        string Pem(string field) => Encoding.ASCII.GetString(Convert.FromBase64String(
            Field().Matches(kubeconfig).First(match => match.Groups["name"].Value == field).Groups["value"].Value));
        using var own = X509Certificate2.CreateFromPem(Pem("client-certificate-data"), Pem("client-key-data"));
        return new LoadTarget(
            endPoint,
            X509Certificate2.CreateFromPem(Pem("certificate-authority-data")),
            X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), null));
    }

    [GeneratedRegex("""(?<name>[a-z-]+-data):\s*"?(?<value>[A-Za-z0-9+/=]+)""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Field();
}
