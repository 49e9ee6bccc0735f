using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Controllers.Certificates;
using Orchestrator.Grains.Controllers.ClusterRoles;
using Orchestrator.Grains.Controllers.CustomResources;
using Orchestrator.Grains.Controllers.DaemonSets;
using Orchestrator.Grains.Controllers.Deployments;
using Orchestrator.Grains.Controllers.DisruptionBudgets;
using Orchestrator.Grains.Controllers.Events;
using Orchestrator.Grains.Controllers.Garbage;
using Orchestrator.Grains.Controllers.HorizontalPodAutoscalers;
using Orchestrator.Grains.Controllers.Jobs;
using Orchestrator.Grains.Controllers.Leases;
using Orchestrator.Grains.Controllers.Namespaces;
using Orchestrator.Grains.Controllers.Nodes;
using Orchestrator.Grains.Controllers.PodGarbage;
using Orchestrator.Grains.Controllers.Pods;
using Orchestrator.Grains.Controllers.ReplicaSets;
using Orchestrator.Grains.Controllers.ReplicationControllers;
using Orchestrator.Grains.Controllers.ResourceClaims;
using Orchestrator.Grains.Controllers.ResourceQuotas;
using Orchestrator.Grains.Controllers.ServiceAccounts;
using Orchestrator.Grains.Controllers.ServicePods;
using Orchestrator.Grains.Controllers.StatefulSets;
using Orchestrator.Grains.Controllers.StorageProtection;
using Orchestrator.Grains.Controllers.StorageVersionMigrations;
using Orchestrator.Grains.Controllers.Volumes;
using Orchestrator.Grains.Objects.Admission;
using Orchestrator.Grains.Scheduling;
using Orchestrator.Grains.Why;
using Orchestrator.Ledger.Indexes;
using Orchestrator.Ledger.Replication;

namespace Orchestrator.Grains.Controllers;

/// <summary>Registers the controllers and the scheduler in a silo.</summary>
public static class ControllerGrainsExtensions
{
    /// <summary>
    /// Adds the controllers and the scheduler. Needs the object grains, a <c>KindRegistry</c> and an <c>IReplica</c> that is loaded before hosted services
    /// start. They start with the host and need the silo running by then, so call this after <c>UseOrleans</c>.
    /// </summary>
    public static IServiceCollection AddControllerGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<OwnerIndex>();
        services.TryAddSingleton<PodNodeIndex>();
        services.AddSingleton<PodNumbers>();
        services.AddSingleton<IAdmissionPlugin>(provider => new PodNamesOncePlugin(provider.GetRequiredService<IReplica>(), new Lazy<PodNumbers>(provider.GetRequiredService<PodNumbers>)));
        services.TryAddSingleton(LoopLimits.Default);
        services.AddSingleton<Orphans>();
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<ControllerServices>();
        services.AddAutoscalers();
        services.AddCertificateControllers();
        services.AddSingleton<IController, ClusterRoleAggregationController>();
        services.AddDaemonSetController();
        services.AddSingleton<IController, DefinitionController>();
        services.AddSingleton<IController, DeploymentController>();
        services.AddSingleton<IController, ReplicaSetController>();
        services.AddSingleton<IController, ReplicationControllerController>();
        services.AddSingleton<IController, StatefulSetController>();
        services.AddDisruptionControllers();
        services.AddGarbageCollection();
        services.AddJobControllers();
        services.AddSingleton<IController, NamespaceController>();
        services.AddSingleton<IController, IdentityLeaseCleaner>();
        services.AddNetworkControllers();
        services.AddNodeControllers();
        services.AddPodGarbageCollection();
        services.AddResourceClaimControllers();
        services.AddServiceAccountControllers();
        services.AddSingleton<IController, ResourceQuotaController>();
        services.AddSingleton<IController, ClaimProtectionController>();
        services.AddSingleton<IController, VolumeProtectionController>();
        services.AddSingleton<IController, AttributesClassProtectionController>();
        services.AddStorageVersionMigration();
        services.AddVolumeControllers();
        services.AddScheduling();
        services.AddWhy();
        services.AddSingleton<ControllerRegistry>();
        services.AddSingleton<ControllerPoker>();
        services.AddHostedService<ControllerHost>();
        return services;
    }
}
