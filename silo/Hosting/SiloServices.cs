using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Strategies;
using Orchestrator.Grains.CustomResources;
using Orchestrator.Grains.Objects;
using Orchestrator.Ledger.Contract;
using Orchestrator.Ledger.Replication;
using Orchestrator.Ledger.Retention;
using Orchestrator.Silo.Agents;
using Orchestrator.Silo.ApiServices;
using Orchestrator.Silo.Authentication;
using Orchestrator.Silo.Authorization;
using Orchestrator.Silo.Authorization.Impersonation;
using Orchestrator.Silo.ClusterInfo;
using Orchestrator.Silo.Connections;
using Orchestrator.Silo.Discovery;
using Orchestrator.Silo.Errors;
using Orchestrator.Silo.Health;
using Orchestrator.Silo.Identity;
using Orchestrator.Silo.KubernetesService;
using Orchestrator.Silo.Logs;
using Orchestrator.Silo.Metrics;
using Orchestrator.Silo.OpenApi;
using Orchestrator.Silo.OpenApi.V2;
using Orchestrator.Silo.Pipeline;
using Orchestrator.Silo.Reads;
using Orchestrator.Silo.Reviews;
using Orchestrator.Silo.ServiceAccounts;
using Orchestrator.Silo.SystemObjects;
using Orchestrator.Silo.Telemetry;
using Orchestrator.Silo.Virtual;
using Orchestrator.Silo.Why;
using Orchestrator.Silo.Writes;

namespace Orchestrator.Silo.Hosting;

/// <summary>The silo's services, from the store up to the pipeline.</summary>
internal static class SiloServices
{
    public static IServiceCollection AddSilo(this IServiceCollection services, SiloOptions options) => services
        .AddSingleton(options)
        .AddSingleton(options.NodeLifecycle)
        .AddSingleton(options.DefaultTolerations)
        .AddSingleton(options.PodGarbage)
        .AddSingleton(options.Scheduler)
        .AddSingleton(TimeProvider.System)
        .AddSingleton<SiloEndpoint>()
        .AddSingleton<SiloReadiness>()
        .AddSystemObjects()
        .AddApiServices()
        .AddStore(options)
        .AddPipeline(options)
        .AddHostedService<SiloStartup>()
        .AddHostedService<HistoryRetention>()
        .AddHostedService<EventExpiry>()
        .AddKubernetesService()
        .AddClusterInfo()
        .AddSiloIdentity()
        .AddAgents();

    private static IServiceCollection AddStore(this IServiceCollection services, SiloOptions options) => services
        .AddSingleton(_ => MakeKinds())
        .AddSingleton(provider => StoreFactory.Open(options, provider.GetRequiredService<ILoggerFactory>()))
        .AddSingleton(LoadReplica)
        .AddSingleton(provider => new HistoryKeeper(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<ILogger<HistoryKeeper>>()))
        .AddObjectGrains(pods: options.PodNetwork);

    private static IServiceCollection AddPipeline(this IServiceCollection services, SiloOptions options) => services
        .AddAuthentication(options)
        .AddServiceAccounts()
        .AddRequestAuthorization()
        .AddSingleton(provider => new HealthEndpoint(HealthChecks.Of(provider)))
        .AddSingleton<DiscoveryEndpoint>()
        .AddSingleton<DocumentEndpoints>()
        .AddSingleton<ViewEncoder>()
        .AddSingleton<ObjectResponder>()
        .AddSingleton<ListResponder>()
        .AddSingleton<GetHandler>()
        .AddSingleton<ListHandler>()
        .AddSingleton<WatchTicker>()
        .AddSingleton<WatchHandler>()
        .AddSingleton<BodyDecoder>()
        .AddSingleton<ObjectReader>()
        .AddSingleton<ObjectWriter>()
        .AddSingleton<CreateHandler>()
        .AddSingleton<UpdateHandler>()
        .AddSingleton<PatchHandler>()
        .AddSingleton<DeleteHandler>()
        .AddSingleton<DeleteCollectionHandler>()
        .AddSingleton<ResourceEndpoint>()
        .AddReviews()
        .AddSingleton<OpenApiSource>()
        .AddSingleton<IApiEndpoint, OpenApiEndpoint>()
        .AddSingleton<IApiEndpoint, OpenApiV2Endpoint>()
        .AddNodeConnections()
        .AddVirtualKinds()
        .AddWhyEndpoint()
        .AddSingleton<IApiEndpoint>(provider => new PodLogEndpoint(
            provider.GetRequiredService<IReplica>(), provider.GetService<IPodStreams>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new FailureWriter(provider.GetRequiredService<ILogger<FailureWriter>>(), options.MaxRequestBodyBytes))
        .AddSiloMetrics()
        .AddTelemetry()
        .AddSingleton(provider => new ApiPipeline(
            provider.GetRequiredService<RequestObservation>(),
            provider.GetRequiredService<RequestAuthentication>(),
            provider.GetRequiredService<RequestImpersonation>(),
            provider.GetRequiredService<RequestAuthorization>(),
            provider.GetRequiredService<DocumentEndpoints>(),
            [.. provider.GetServices<IApiEndpoint>()],
            provider.GetRequiredService<ResourceEndpoint>(),
            provider.GetRequiredService<FailureWriter>()));

    // Everything that reads the replica (indexes, controllers, grains) expects to find it loaded, so it is loaded as it is made.
    // The process does nothing else yet: waiting blocks nobody.
    private static IReplica LoadReplica(IServiceProvider provider)
    {
        var replica = new Replica(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<ILogger<Replica>>());
        replica.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        provider.GetRequiredService<DefinitionIndex>().Follow(replica);
        return replica;
    }

    private static KindRegistry MakeKinds()
    {
        var kinds = KindRegistry.BuiltIn();
        BuiltInStrategies.Attach(kinds);
        return kinds;
    }
}
