using System.Net;
using Orchestrator.Grains.Controllers.PodGarbage;
using Orchestrator.Grains.Nodes;
using Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;
using Orchestrator.Grains.Objects.Nodes;
using Orchestrator.Grains.Scheduling.Configuration;
using Orchestrator.Grains.ServiceAccounts;

namespace Orchestrator.Silo.Hosting;

/// <summary>What a silo is told at its start.</summary>
public sealed record SiloOptions
{
    /// <summary>Where the silo keeps its files: certificates in <c>pki</c>, the SQLite ledger, the static token file.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where the API is served; port 0 takes a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 6443);

    /// <summary><c>sqlite</c> (a file in the data directory) or a PostgreSQL connection string.</summary>
    public string Store { get; init; } = "sqlite";

    /// <summary>Where to write the administrator's kubeconfig; null writes none.</summary>
    public string? KubeconfigPath { get; init; }

    /// <summary>The address of the <c>kubernetes</c> service: the first of the service network.</summary>
    public IPAddress ServiceAddress { get; init; } = IPAddress.Parse("10.96.0.1");

    /// <summary>The ranges that are divided among the nodes for their pods; none by default: agents say themselves which addresses their pods get.</summary>
    public PodNetwork PodNetwork { get; init; } = new();

    /// <summary>When a node counts as silent, and how fast its pods are driven out.</summary>
    public NodeLifecycleOptions NodeLifecycle { get; init; } = new();

    /// <summary>How long pods that say nothing else stay on a node that has failed.</summary>
    public DefaultTolerations DefaultTolerations { get; init; } = new();

    /// <summary>When pods that have ended, or whose node is gone, are removed.</summary>
    public PodGarbageOptions PodGarbage { get; init; } = new();

    /// <summary>The scheduler's profiles.</summary>
    public SchedulerConfiguration Scheduler { get; init; } = SchedulerConfiguration.Default;

    /// <summary>How long a stop waits for requests in flight.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest request body in bytes; a larger one is refused with 413 (a real server's limit is 3 MiB as well).</summary>
    public long MaxRequestBodyBytes { get; init; } = 3 * 1024 * 1024;

    /// <summary>How long an event stays after it was last written (a real server's <c>--event-ttl</c>).</summary>
    public TimeSpan EventTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How service-account tokens are made and checked.</summary>
    public ServiceAccountTokenOptions ServiceAccountTokens { get; init; } = new();

    /// <summary>Where others find the keys of tokens (a real server's <c>--service-account-jwks-uri</c>); null for the address of this server.</summary>
    public Uri? JwksAddress { get; init; }

    /// <summary>The file of static bearer tokens, in a real server's <c>--token-auth-file</c> format; need not exist.</summary>
    public string TokenFile => Path.Combine(DataDirectory, "tokens.csv");

    /// <summary>The directory of the certificates.</summary>
    public string PkiDirectory => Path.Combine(DataDirectory, "pki");
}
