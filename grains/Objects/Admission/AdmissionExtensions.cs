using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orchestrator.Grains.Authorization;
using Orchestrator.Grains.Objects.Admission.Certificates;
using Orchestrator.Grains.Objects.Admission.DefaultClasses;
using Orchestrator.Grains.Objects.Admission.DefaultTolerationSeconds;
using Orchestrator.Grains.Objects.Admission.LimitRanger;
using Orchestrator.Grains.Objects.Admission.NamespaceLifecycle;
using Orchestrator.Grains.Objects.Admission.NodeRestriction;
using Orchestrator.Grains.Objects.Admission.PodSecurity;
using Orchestrator.Grains.Objects.Admission.PodTopologyLabels;
using Orchestrator.Grains.Objects.Admission.Priority;
using Orchestrator.Grains.Objects.Admission.ResourceQuota;
using Orchestrator.Grains.Objects.Admission.ResourceQuota.Evaluators;
using Orchestrator.Grains.Objects.Admission.RoleEscalation;
using Orchestrator.Grains.Objects.Admission.RuntimeClass;
using Orchestrator.Grains.Objects.Admission.ServiceAccount;
using Orchestrator.Grains.Objects.Admission.Storage;
using Orchestrator.Grains.Objects.Admission.TaintNodesByCondition;

namespace Orchestrator.Grains.Objects.Admission;

/// <summary>Registers the built-in admission plugins.</summary>
public static class AdmissionExtensions
{
    /// <summary>Adds the plugins and their chain. Further ones are added as <see cref="IAdmissionPlugin"/>, anywhere: <see cref="AdmissionOrder"/> puts them in their places.</summary>
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.TryAddSingleton<IAuthorizer, MastersAuthorizer>();
        services.TryAddSingleton(new DefaultTolerations());
        services.AddSingleton<NamespaceReader>();
        return services
            .AddSingleton<IAdmissionPlugin, NamespaceLifecyclePlugin>()
            .AddSingleton<IAdmissionPlugin, LimitRangerPlugin>()
            .AddServiceAccount()
            .AddSingleton<IAdmissionPlugin, NodeRestrictionPlugin>()
            .AddSingleton<IAdmissionPlugin, TaintNodesByConditionPlugin>()
            .AddSingleton<IAdmissionPlugin, PodSecurityPlugin>()
            .AddSingleton<IAdmissionPlugin, PriorityPlugin>()
            .AddSingleton<IAdmissionPlugin, DefaultTolerationSecondsPlugin>()
            .AddSingleton<IAdmissionPlugin, DefaultStorageClassPlugin>()
            .AddSingleton<IAdmissionPlugin, StorageObjectInUseProtectionPlugin>()
            .AddSingleton<IAdmissionPlugin, PersistentVolumeClaimResizePlugin>()
            .AddSingleton<IAdmissionPlugin, RuntimeClassPlugin>()
            .AddSingleton<IAdmissionPlugin, CertificateApprovalPlugin>()
            .AddSingleton<IAdmissionPlugin, CertificateSigningPlugin>()
            .AddSingleton<IAdmissionPlugin, CertificateSubjectRestrictionPlugin>()
            .AddSingleton<IAdmissionPlugin, DefaultIngressClassPlugin>()
            .AddSingleton<IAdmissionPlugin, PodTopologyLabelsPlugin>()
            .AddSingleton<IAdmissionPlugin, RoleEscalationPlugin>()
            .AddResourceQuota()
            .AddSingleton<AdmissionChain>();
    }

    private static IServiceCollection AddServiceAccount(this IServiceCollection services)
    {
        services.TryAddSingleton(new ServiceAccountOptions());
        return services.AddSingleton<ServiceAccountReader>().AddSingleton<IAdmissionPlugin, ServiceAccountPlugin>();
    }

    private static IServiceCollection AddResourceQuota(this IServiceCollection services) => services
        .AddSingleton<QuotaEvaluators>()
        .AddSingleton<QuotaUsage>()
        .AddSingleton<IAdmissionPlugin, ResourceQuotaPlugin>();
}
