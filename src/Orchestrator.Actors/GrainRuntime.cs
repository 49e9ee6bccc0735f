using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orchestrator.Actors.Activations;
using Orchestrator.Actors.Calls;
using Orchestrator.Actors.Filters;
using Orchestrator.Actors.Hosting;
using Orchestrator.Actors.Manifest;
using Orchestrator.Actors.Observers;
using Orchestrator.Actors.Storage;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace Orchestrator.Actors;

/// <summary>One silo's runtime: where everything that belongs to it hangs together. Several may live in one process.</summary>
internal sealed class GrainRuntime
{
    /// <summary>Wires the parts.</summary>
    public GrainRuntime(
        IServiceProvider services,
        GrainAssemblies assemblies,
        SingletonServices singletons,
        IEnumerable<IIncomingGrainCallFilter> incoming,
        IEnumerable<IOutgoingGrainCallFilter> outgoing,
        IOptions<SiloMessagingOptions> messaging,
        IOptions<GrainCollectionOptions> collection,
        ILoggerFactory loggers)
    {
        Services = services;
        Singletons = singletons;
        Logger = loggers.CreateLogger("Orleans.Runtime");
        ResponseTimeout = (long)messaging.Value.ResponseTimeout.TotalMilliseconds;
        ActivationTimeout = collection.Value.ActivationTimeout;
        DeactivationTimeout = collection.Value.DeactivationTimeout;
        Monitor = new CallMonitor(messaging.Value.ResponseTimeout);
        Collector = new IdleCollector(collection.Value.CollectionQuantum);
        Filters = new CallFilters(incoming, outgoing);
        Storages = new StorageTable(services);
        Observers = new ObserverTable(Monitor);
        Catalog = new Catalog(this);
        Router = new LocalRouter(Catalog, Observers);
        Factory = new GrainFactory(this);
        Manifest = new GrainTable(this, assemblies, collection.Value);
    }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Which of them need no scope.</summary>
    public SingletonServices Singletons { get; }

    /// <summary>Grain classes and interfaces.</summary>
    public GrainTable Manifest { get; }

    /// <summary>Makes references.</summary>
    public GrainFactory Factory { get; }

    /// <summary>The activations.</summary>
    public Catalog Catalog { get; }

    /// <summary>The observers.</summary>
    public ObserverTable Observers { get; }

    /// <summary>Finds the target of a call.</summary>
    public IRequestRouter Router { get; }

    /// <summary>Times calls out.</summary>
    public CallMonitor Monitor { get; }

    /// <summary>Ends idle activations.</summary>
    public IdleCollector Collector { get; }

    /// <summary>The call filters.</summary>
    public CallFilters Filters { get; }

    /// <summary>The storages.</summary>
    public StorageTable Storages { get; }

    /// <summary>For what belongs to no caller.</summary>
    public ILogger Logger { get; }

    /// <summary>How long a caller waits, in milliseconds.</summary>
    public long ResponseTimeout { get; }

    /// <summary>How long an activation may take.</summary>
    public TimeSpan ActivationTimeout { get; }

    /// <summary>How long a deactivation may take.</summary>
    public TimeSpan DeactivationTimeout { get; }

    /// <summary>A reference by interface and identity.</summary>
    public GrainReference CreateReference(Type interfaceType, GrainId id) => Manifest.GetInterface(interfaceType).CreateReference(id);
}
