using Microsoft.Extensions.DependencyInjection;
using Orchestrator.Grains.Controllers.Volumes.Attachments;
using Orchestrator.Grains.Controllers.Volumes.Binding;
using Orchestrator.Grains.Controllers.Volumes.Ephemeral;
using Orchestrator.Grains.Controllers.Volumes.Expansion;
using Orchestrator.Grains.Controllers.Volumes.Facts;
using Orchestrator.Grains.Controllers.Volumes.Provisioning;

namespace Orchestrator.Grains.Controllers.Volumes;

/// <summary>Registers the controllers of storage.</summary>
internal static class VolumeControllersExtensions
{
    public static IServiceCollection AddVolumeControllers(this IServiceCollection services) => services
        .AddSingleton<VolumeIndex>()
        .AddSingleton<ClaimIndex>()
        .AddSingleton<ClaimUsers>()
        .AddSingleton<BindingWriter>()
        .AddSingleton<ProvisioningRequest>()
        .AddSingleton<IController, ClaimBinder>()
        .AddSingleton<IController, VolumePhases>()
        .AddSingleton<IController, LocalPathProvisioner>()
        .AddSingleton<IController, LocalPathReclaimer>()
        .AddSingleton<IController, VolumeExpander>()
        .AddSingleton<IController, EphemeralVolumeController>()
        .AddSingleton<AttachmentIndex>()
        .AddSingleton<AttachmentNeeds>()
        .AddSingleton<IController, AttachDetachController>();
}
